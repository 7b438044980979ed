using Workforce.Core.Notifications;

namespace Workforce.Core.Tests.Notifications;

public sealed class DeliveryPlanTests
{
    private static readonly Guid Ada = Guid.CreateVersion7();
    private static readonly DateTimeOffset Night = new(2026, 1, 10, 23, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Morning = new(2026, 1, 11, 7, 0, 0, TimeSpan.Zero);
    private static readonly PersonTimes Quiet = new("UTC", new(22, 0), new(7, 0), UrgentPasses: true, Digest.Off, 8, 1);
    private static readonly NoticeGroup Group = NoticeCatalog.Group("ahead")!;

    [Fact]
    public void Without_a_wish_the_groups_channels_are_used_at_once_and_push_only_where_there_is_a_browser()
    {
        Assert.Equal([new(Ada, Channel.InApp), new(Ada, Channel.Email)], DeliveryPlan.Of(Group, false, Of([]), Night));
        Assert.Equal([new(Ada, Channel.InApp), new(Ada, Channel.Email), new(Ada, Channel.Push)], DeliveryPlan.Of(Group, false, Of([]) with { HasBrowser = true }, Night));
    }

    [Fact]
    public void What_is_wished_for_and_cannot_be_is_suppressed_with_the_reason() => Assert.Equal(
        [new(Ada, Channel.InApp), new(Ada, Channel.Sms) { Suppressed = DeliveryPlan.NoPhone }, new(Ada, Channel.Push) { Suppressed = DeliveryPlan.NoBrowser }],
        DeliveryPlan.Of(Group, false, Of(new() { [Channel.Email] = false, [Channel.Sms] = true, [Channel.Push] = true }), Night));

    [Fact]
    public void Quiet_hours_hold_back_all_but_the_app_and_the_urgent()
    {
        var sms = Of(new() { [Channel.Sms] = true }, Quiet) with { HasPhone = true };

        Assert.Equal(
            [new(Ada, Channel.InApp), new(Ada, Channel.Email) { NotBefore = Morning }, new(Ada, Channel.Sms) { NotBefore = Morning }],
            DeliveryPlan.Of(Group, false, sms, Night));
        Assert.Equal([new(Ada, Channel.InApp), new(Ada, Channel.Email), new(Ada, Channel.Sms)], DeliveryPlan.Of(Group, true, sms, Night));
        Assert.Equal(
            [new(Ada, Channel.InApp), new(Ada, Channel.Email) { NotBefore = Morning }, new(Ada, Channel.Sms) { NotBefore = Morning }],
            DeliveryPlan.Of(Group, true, sms with { Times = Quiet with { UrgentPasses = false } }, Night));
        Assert.Equal([new(Ada, Channel.InApp), new(Ada, Channel.Email), new(Ada, Channel.Sms)], DeliveryPlan.Of(Group, false, sms, Morning));
    }

    [Fact]
    public void A_digest_collects_what_is_not_urgent()
    {
        var daily = Of([], Quiet with { Digest = Digest.Daily });

        Assert.Equal([new(Ada, Channel.InApp), new(Ada, Channel.Email) { DigestAt = Morning.AddHours(1) }], DeliveryPlan.Of(Group, false, daily, Night));
        Assert.Equal([new(Ada, Channel.InApp), new(Ada, Channel.Email)], DeliveryPlan.Of(Group, true, daily, Night));
        // 11 January 2026 is a Sunday.
        Assert.Equal(
            [new(Ada, Channel.InApp), new(Ada, Channel.Email) { DigestAt = Morning.AddHours(25) }],
            DeliveryPlan.Of(Group, false, Of([], Quiet with { Digest = Digest.Weekly }), Night));
    }

    [Fact]
    public void The_catalog_names_each_kind_once_and_each_group_has_kinds()
    {
        Assert.Equal(NoticeCatalog.Kinds.Count, NoticeCatalog.Kinds.Select(kind => kind.Name).Distinct().Count());
        Assert.Equal(NoticeCatalog.Groups.Select(group => group.Name).Order(), NoticeCatalog.Kinds.Select(kind => kind.Group.Name).Distinct().Order());
        Assert.Throws<ArgumentException>(() => NoticeCatalog.Of("statement.lost"));
    }

    private static Recipient Of(Dictionary<Channel, bool> choices, PersonTimes? times = null) => new(Ada, choices, times, HasPhone: false, HasBrowser: false);
}
