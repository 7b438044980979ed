using System.Net;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Identity;
using Workforce.Contracts.Notifications;
using Workforce.Core.Notifications;

namespace Workforce.Api.Tests.Notifications;

public sealed class PreferenceTests
{
    private const string Path = "/api/notifications/preferences";
    private static readonly NotificationTimes Berlin = new("Europe/Berlin", "22:00", "07:30", false, "weekly", 9, "friday");

    [Fact]
    public async Task What_a_person_wants_is_kept_and_is_theirs_alone()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (mine, other) = (host.As(company.Member), host.As(company.Admin));
        var before = await mine.GetAsync<NotificationPreferences>(Path);
        Assert.Equal((company.Member.Email, new NotificationTimes("UTC", null, null, true, "off", 8, "monday"), new PhoneRow(null, null, null, null)), (before.Email, before.Times, before.Phone));
        Assert.Equal(NoticeCatalog.Groups.Select(group => group.Name), before.Groups.Select(group => group.Name));

        var set = await (await mine.PutJsonAsync(Path, new { groups = new { ahead = new { email = false, sms = true }, statements = new { in_app = true } }, times = Berlin })).ReadAsync<NotificationPreferences>(HttpStatusCode.OK);
        Assert.Equal(Berlin, set.Times);
        Assert.Equal([("email", false), ("in_app", true), ("push", true), ("sms", true)], set.Groups.Single(group => group.Name == "ahead").Channels.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
        Assert.Equivalent(set, await mine.GetAsync<NotificationPreferences>(Path), strict: true);
        Assert.Equivalent(before with { Email = company.Admin.Email }, await other.GetAsync<NotificationPreferences>(Path), strict: true);
        // Only what differs from the default is kept, so that a new default reaches those who never chose.
        Assert.Equal(2, await host.QueryAsync(company.Tenant, db => Task.FromResult(db.Preferences.Count())));

        var again = await (await mine.PutJsonAsync(Path, new { groups = new { }, times = Berlin with { QuietFrom = null, QuietTo = null } })).ReadAsync<NotificationPreferences>(HttpStatusCode.OK);
        Assert.Equivalent(before.Groups, again.Groups, strict: true);
        Assert.Contains("notifications.prefer", (await other.GetAsync<AuditPage>("/api/audit")).Rows.Select(row => row.Action));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name_and_nothing_is_changed()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        Task<HttpResponseMessage> PutAsync(object times, object? groups = null) => client.PutJsonAsync(Path, new { groups = groups ?? new { }, times });

        await (await PutAsync(Berlin with { TimeZone = "Europe/Berlim" })).ProblemAsync(HttpStatusCode.BadRequest, "times.time_zone");
        await (await PutAsync(Berlin with { TimeZone = "../../etc/passwd" })).ProblemAsync(HttpStatusCode.BadRequest, "times.time_zone");
        await (await PutAsync(Berlin with { QuietFrom = "25:00" })).ProblemAsync(HttpStatusCode.BadRequest, "times.quiet_from");
        await (await PutAsync(Berlin with { QuietFrom = null })).ProblemAsync(HttpStatusCode.BadRequest, "times.quiet_from");
        await (await PutAsync(Berlin with { QuietTo = "22:00" })).ProblemAsync(HttpStatusCode.BadRequest, "times.quiet_to");
        await (await PutAsync(Berlin with { Digest = "hourly", DigestHour = 24, DigestDay = "someday" })).ProblemAsync(HttpStatusCode.BadRequest, "times.digest", "times.digest_hour", "times.digest_day");
        await (await PutAsync(Berlin, new { gossip = new { email = true } })).ProblemAsync(HttpStatusCode.BadRequest, "groups.gossip");
        await (await PutAsync(Berlin, new { ahead = new { slack = true, telex = true } })).ProblemAsync(HttpStatusCode.BadRequest, "groups.ahead.slack", "groups.ahead.telex");
        await (await client.PutJsonAsync(Path, new { groups = new { } })).ProblemAsync(HttpStatusCode.BadRequest, "times");
        Assert.Equal(0, await host.QueryAsync(company.Tenant, db => Task.FromResult(db.PersonSettings.Count() + db.Preferences.Count())));
        await (await PutAsync(Berlin, new { ahead = (object?)null })).ReadAsync<NotificationPreferences>(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_admin_says_what_goes_to_slack()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var admin = host.As(company.Admin);
        await (await admin.PutJsonAsync("/api/notifications/slack", new { groups = new { statements = true, budgets = false, gossip = true } })).ProblemAsync(HttpStatusCode.BadRequest, "groups.gossip");
        await (await host.As(company.Manager).PutJsonAsync("/api/notifications/slack", new { groups = new { statements = true } })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await admin.PutJsonAsync("/api/notifications/slack", new { groups = new { statements = true, budgets = false } })).ReadAsync<SlackGroups>(HttpStatusCode.OK);

        Assert.Equal(
            ["agents", "proposals", "statements"],
            (await host.As(company.Member).GetAsync<SlackGroups>("/api/notifications/slack")).Groups.Where(group => group.Value).Select(group => group.Key).Order());
    }
}
