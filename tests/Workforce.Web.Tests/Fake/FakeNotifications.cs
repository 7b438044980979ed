using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workforce.Contracts.Notifications;

namespace Workforce.Web.Tests.Fake;

/// <summary>How people are told, as the API keeps it.</summary>
internal sealed class FakeNotifications(bool empty)
{
    public const string Key = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

    private static readonly (string Name, string Title, string Text)[] Groups =
    [
        ("proposals", "Proposals", "An agent proposes something that somebody must look at."), ("budgets", "Budgets", "An agent nears or reaches what it may spend."), ("statements", "Statements", "A statement is through, or could not be read."),
    ];

    public SetPreferencesRequest? Set { get; set; }

    public NotificationPreferences Preferences { get; set; } = new(
        "robin@example.com",
        [.. Groups.Select(group => new PreferenceGroup(group.Name, group.Title, group.Text, new Dictionary<string, bool> { ["in_app"] = true, ["email"] = group.Name != "statements", ["sms"] = false, ["push"] = true }))],
        new("UTC", null, null, true, "off", 8, "monday"),
        new(null, null, null, null));

    public List<ChannelRow> Channels { get; } =
    [
        new("in_app", true, null, null), new("email", true, null, empty ? null : new("failed", "The mail server answered 550 5.1.1 no such user", FakeCompany.Now.AddMinutes(-5))), new("slack", true, null, null),
        new("sms", !empty, null, null), new("push", !empty, empty ? null : Key, null),
    ];

    public Dictionary<string, bool> Slack { get; set; } = Groups.ToDictionary(group => group.Name, group => group.Name != "statements");

    public List<PushSubscriptionRow> Browsers { get; } = empty ? [] : [new(Guid.NewGuid(), "Firefox on Windows", "updates.push.services.mozilla.com", FakeCompany.Now.AddDays(-40), FakeCompany.Now.AddHours(-3))];

    public List<DeliveryRow> Deliveries { get; } = empty ? [] :
    [
        Delivery("Tag has used 80 % of its budget for today", "email", "failed", "Robin Vale", 8, "The mail server answered 451 4.7.1 greylisted, come again"),
        Delivery("Tag has used 80 % of its budget for today", "slack", "sent", null, 1, null) with { Target = "admin,manager" },
        Delivery("Adobe: about 599.00 USD due on 1 May 2026", "sms", "suppressed", "Kim Archer", 0, "The person has no verified phone number."),
        Delivery("An unusually long title of a notice that nobody would write but an agent, who knows no better than to put all of it here", "email", "pending", "Kim Archer", 0, null) with { NotBefore = FakeCompany.Now.AddHours(6) },
    ];

    public List<string> Unsubscribed { get; } = [];

    private static DeliveryRow Delivery(string title, string channel, string status, string? person, int tries, string? error) =>
        new(Guid.NewGuid(), Guid.NewGuid(), "budget.near", title, channel, status, person, null, tries, error, null, FakeCompany.Now.AddMinutes(-10), null, null, status == "sent" ? FakeCompany.Now : null);
}

internal static class FakeNotificationRoutes
{
    public static void MapFakeNotifications(this IEndpointRouteBuilder app, FakeApi api)
    {
        var told = api.Company.Told;
        var group = app.MapGroup("/api/notifications");
        group.MapGet("/preferences", () => told.Preferences);
        group.MapPut("/preferences", (SetPreferencesRequest request) =>
        {
            told.Set = request;
            return told.Preferences = told.Preferences with
            {
                Times = request.Times,
                Groups = [.. told.Preferences.Groups.Select(one => one with { Channels = request.Groups![one.Name]! })],
            };
        });
        group.MapGet("/channels", () => told.Channels);
        group.MapPost("/channels/test", (TestChannelRequest request) =>
        {
            var at = told.Channels.FindIndex(row => row.Channel == request.Channel);
            told.Channels[at] = told.Channels[at] with { LastTest = new("pending", null, FakeCompany.Now) };
            return Results.Accepted();
        });
        group.MapGet("/slack", () => new SlackGroups(told.Slack));
        group.MapPut("/slack", (SlackGroups request) => new SlackGroups(told.Slack = new(request.Groups!)));
        group.MapPut("/phone", async (HttpContext context, SetPhoneRequest request) =>
        {
            if (!request.Number.StartsWith('+'))
            {
                await FakeApi.Problem(context, 400, "The request is not valid.", $"number: '{request.Number}' is no number with its country's code, such as +4915112345678");
                return;
            }

            await context.Response.WriteAsJsonAsync(Phone(told, told.Preferences.Phone with { Pending = request.Number, Error = null }), Contracts.WireJson.Options);
        });
        group.MapPost("/phone/verify", (VerifyPhoneRequest _) => Phone(told, new(told.Preferences.Phone.Pending, null, null, null)));
        group.MapDelete("/phone", () =>
        {
            Phone(told, new(null, null, null, null));
            return Results.NoContent();
        });
        group.MapGet("/push-subscriptions", () => told.Browsers);
        group.MapPost("/push-subscriptions", (AddPushSubscriptionRequest request) =>
        {
            told.Browsers.Insert(0, new(Guid.NewGuid(), request.Label, new Uri(request.Endpoint).Host, FakeCompany.Now, null));
            return told.Browsers[0];
        });
        group.MapDelete("/push-subscriptions/{id:guid}", (Guid id) =>
        {
            told.Browsers.RemoveAll(row => row.Id == id);
            return Results.NoContent();
        });
        group.MapGet("/deliveries", (string? status) => new DeliveryPage([.. told.Deliveries.Where(row => status is null || row.Status == status)], null));
        group.MapPost("/deliveries/{id:guid}/resend", (Guid id) =>
        {
            var at = told.Deliveries.FindIndex(row => row.Id == id);
            told.Deliveries[at] = told.Deliveries[at] with { Status = "pending", Attempts = 0, Error = null };
            return Results.NoContent();
        });
        group.MapPost("/unsubscribe", async (HttpContext context, UnsubscribeRequest request) =>
        {
            if (request.Token != "a token")
            {
                await FakeApi.Problem(context, 404, "Not Found", "The link is not one of ours, or was cut off on its way.");
                return;
            }

            told.Unsubscribed.Add(request.Token);
            await context.Response.WriteAsJsonAsync(new Unsubscribed("Budgets"), Contracts.WireJson.Options);
        });
    }

    private static PhoneRow Phone(FakeNotifications told, PhoneRow phone)
    {
        told.Preferences = told.Preferences with { Phone = phone };
        return phone;
    }
}
