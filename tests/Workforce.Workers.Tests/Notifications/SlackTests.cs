using System.Net;
using System.Text.Json.Nodes;
using Workforce.Core.Identity;
using Workforce.Core.Notifications;

namespace Workforce.Workers.Tests.Notifications;

public sealed class SlackTests
{
    [Fact]
    public async Task What_concerns_everybody_or_a_role_is_posted_once_and_what_concerns_a_person_is_not()
    {
        await using var slack = await Receiver.StartAsync();
        await using var office = await Office.OpenAsync(slack.Settings());
        var (ada, _) = (await office.AddAsync(), await office.AddAsync("Max", "max@acme.example", Role.Admin));

        await office.TellAllAsync(EmailTests.Notice(ada));
        Assert.Empty(slack.Requests);
        await office.TellAllAsync(Notice(Audience.Everybody) with { Title = "<!channel> & co", Text = "*8 €* of <https://x.example|10 €>", Facts = [new("Agent", "tag")] });
        var admins = (await office.TellAllAsync(Notice(Audience.Roles(Role.Manager, Role.Admin)))).Single(delivery => delivery.Channel is Channel.Slack);

        Assert.Equal((DeliveryStatus.Sent, null, "manager,admin"), (admins.Status, admins.UserId, admins.Target));
        Assert.Equal(["/services/T0/B0/common", "/services/T0/B0/admins"], slack.Requests.Select(request => request.Path));
        Assert.Equal(admins.Id.ToString(), slack.Requests.Last().Headers["Idempotency-Key"]);
        var message = JsonNode.Parse(slack.Requests.First().Body)!;
        Assert.Equal("Budget: &lt;!channel&gt; &amp; co", (string)message["text"]!);
        Assert.Equal(
            ["header: Budget: <!channel> & co", "section: *8 €* of <https://x.example|10 €>", "section: Agent: tag", "actions: ", "context: "],
            message["blocks"]!.AsArray().Select(block => $"{block!["type"]}: {block["text"]?["text"]}"));
        Assert.All(message["blocks"]!.AsArray().Select(block => block!["text"]?["type"]).OfType<JsonNode>(), type => Assert.Equal("plain_text", (string)type!));
        Assert.Equal("https://workforce.acme.example/agents", (string)message["blocks"]![3]!["elements"]![0]!["url"]!);
    }

    [Fact]
    public async Task A_tenant_with_a_place_of_its_own_is_posted_to_there()
    {
        await using var slack = await Receiver.StartAsync();
        await using var office = await Office.OpenAsync(slack.Settings(), new() { ["Notifications:Tenants:00000000-0000-0000-0000-000000000001:Slack:Webhook"] = $"{slack.Address}/services/T1/B1/other" });
        await office.TellAllAsync(Notice(Audience.Everybody));

        Assert.Equal("/services/T0/B0/common", Assert.Single(slack.Requests).Path);
    }

    [Fact]
    public async Task A_company_that_does_not_want_a_group_there_is_left_alone()
    {
        await using var slack = await Receiver.StartAsync();
        await using var office = await Office.OpenAsync(slack.Settings());
        await office.ExecuteAsync("insert into notify.slack_choice (tenant_id, group_name, wanted) values ($1, 'budgets', false), ($1, 'statements', true)", office.Pipeline.Tenant);

        Assert.Empty(await office.TellAllAsync(Notice(Audience.Everybody)));
        Assert.Single(await office.TellAllAsync(Notice(Audience.Everybody) with { Kind = "statement.done" }));
        Assert.Single(slack.Requests);
    }

    [Fact]
    public async Task Slack_is_asked_again_after_as_long_as_it_says_and_not_at_all_after_a_no()
    {
        await using var slack = await Receiver.StartAsync();
        await using var office = await Office.OpenAsync(slack.Settings());
        office.Pipeline.Logs.Expect("failed");
        slack.Answer(HttpStatusCode.TooManyRequests, "rate_limited", retryAfter: 3600);
        var id = await office.TellAsync(Notice(Audience.Everybody));
        await office.UntilAsync("select exists (select from notify.delivery where notification_id = $1 and error is not null)", id!.Value);
        await office.UntilAsync("select exists (select from jobs.job where state = 'retrying' and due_at between now() + interval '59 minutes' and now() + interval '61 minutes')");
        Assert.Equal((DeliveryStatus.Pending, 1, "Slack answered 429: rate_limited"), (await office.DeliveriesAsync(id.Value)).Select(delivery => (delivery.Status, delivery.Attempts, delivery.Error)).Single());

        slack.Answer(HttpStatusCode.NotFound, "no_service");
        Assert.Equal((DeliveryStatus.Failed, 1, "Slack answered 404: no_service"), (await office.TellAllAsync(Notice(Audience.Everybody))).Select(delivery => (delivery.Status, delivery.Attempts, delivery.Error)).Single());

        slack.Answer(HttpStatusCode.InternalServerError);
        slack.Answer(HttpStatusCode.BadGateway);
        Assert.Equal((DeliveryStatus.Sent, 3, null), (await office.TellAllAsync(Notice(Audience.Everybody))).Select(delivery => (delivery.Status, delivery.Attempts, delivery.Error)).Single());

        // Whoever answers for Slack does not get the message moved somewhere else.
        slack.Answer(HttpStatusCode.Redirect, location: "http://169.254.169.254/latest/meta-data");
        Assert.Equal(DeliveryStatus.Failed, (await office.TellAllAsync(Notice(Audience.Everybody))).Single().Status);

        for (var n = 0; n < 6; n++)
            slack.Answer(HttpStatusCode.ServiceUnavailable, "down");
        Assert.Equal((DeliveryStatus.Failed, 6, "Slack answered 503: down"), (await office.TellAllAsync(Notice(Audience.Everybody))).Select(delivery => (delivery.Status, delivery.Attempts, delivery.Error)).Single());
    }

    [Fact]
    public async Task Without_the_webs_address_it_is_said_where_to_look_and_the_start_warns_once()
    {
        await using var slack = await Receiver.StartAsync();
        var settings = slack.Settings();
        settings.Remove("Notifications:PublicUrl");
        await using var office = await Office.OpenAsync(settings);
        await office.TellAllAsync(Notice(Audience.Everybody) with { Title = "80 % of the budget is spent", Text = "Tag.", Link = "/agents/tag" });

        var blocks = JsonNode.Parse(Assert.Single(slack.Requests).Body)!["blocks"]!.AsArray();
        Assert.Equal(
            ["header: Budget: 80 % of the budget is spent", "section: Tag.", "section: See the spending: in Workforce under /agents/tag", "context: "],
            blocks.Select(block => $"{block!["type"]}: {block["text"]?["text"]}"));
        Assert.Single(office.Pipeline.Logs.Entries, entry => entry.Message.StartsWith("Notifications:PublicUrl is not set", StringComparison.Ordinal));
        await using var linked = await Office.OpenAsync(slack.Settings());
        await using var silent = await Office.OpenAsync();
        Assert.DoesNotContain(linked.Pipeline.Logs.Entries.Concat(silent.Pipeline.Logs.Entries), entry => entry.Message.Contains("PublicUrl", StringComparison.Ordinal));
    }

    private static Notice Notice(Audience to) => EmailTests.Notice(Guid.Empty) with { Key = Guid.NewGuid().ToString(), To = to };
}
