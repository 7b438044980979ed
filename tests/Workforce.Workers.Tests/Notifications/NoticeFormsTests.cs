using Workforce.Core.Notifications;
using Workforce.Workers.Notifications;

namespace Workforce.Workers.Tests.Notifications;

public sealed class NoticeFormsTests
{
    private static readonly Letter Letter = new(
        new Delivery { Id = default, TenantId = default, NotificationId = default, Channel = Channel.Email, Status = DeliveryStatus.Pending, CreatedAt = default },
        new Notification { Id = default, TenantId = default, Key = "k", Kind = "budget.near", Title = "80 % is spent", Text = "Tag.", Link = "/agents/tag", CreatedAt = default },
        "Acme",
        null);

    [Fact]
    public void A_link_is_made_where_the_webs_address_is_known_and_else_it_is_said_where_to_look()
    {
        var (linked, told) = (NoticeForms.Of(Letter, new("https://workforce.acme.example"), null), NoticeForms.Of(Letter, null, null));

        Assert.Equal("Acme: Budget: 80 % is spent https://workforce.acme.example/agents/tag", linked.Short);
        Assert.Equal("Acme: Budget: 80 % is spent in Workforce under /agents/tag", told.Short);
        Assert.Contains("\nSee the spending: https://workforce.acme.example/agents/tag\n", linked.Text, StringComparison.Ordinal);
        Assert.Contains("\nSee the spending: in Workforce under /agents/tag\n", told.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://workforce.acme.example/agents/tag\"", linked.Html, StringComparison.Ordinal);
        Assert.Contains(">See the spending: in Workforce under /agents/tag</p>", told.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<a ", told.Html, StringComparison.Ordinal);
    }
}
