using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Notifications;

namespace Workforce.Api.Tests.Notifications;

public sealed class PushSubscriptionTests
{
    private const string Path = "/api/notifications/push-subscriptions";

    [Fact]
    public async Task A_browser_is_added_shown_and_removed_by_its_owner_alone()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (client, other) = (host.As(company.Member), host.As(company.Admin));

        var added = await client.PostAsync<PushSubscriptionRow>(Path, Browser("https://push.example/send/1"));
        Assert.Equal(("Firefox on Linux", "push.example", null), (added.Label, added.Host, added.LastSentAt));
        Assert.Equal([added.Id], (await client.GetAsync<List<PushSubscriptionRow>>(Path)).Select(row => row.Id));
        Assert.Empty(await other.GetAsync<List<PushSubscriptionRow>>(Path));
        await (await other.DeleteAsync($"{Path}/{added.Id}")).ProblemAsync(HttpStatusCode.NotFound);

        // The same browser again, by whoever is signed in there now: one subscription, theirs.
        await other.PostAsync<PushSubscriptionRow>(Path, Browser("https://push.example/send/1"));
        Assert.Empty(await client.GetAsync<List<PushSubscriptionRow>>(Path));
        var theirs = Assert.Single(await other.GetAsync<List<PushSubscriptionRow>>(Path));
        await (await other.DeleteAsync($"{Path}/{theirs.Id}")).DoneAsync();
        Assert.Empty(await other.GetAsync<List<PushSubscriptionRow>>(Path));
    }

    [Fact]
    public async Task What_could_never_be_sent_to_is_refused_by_name()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);
        await (await client.PostJsonAsync(Path, Browser("http://push.example/1"))).ProblemAsync(HttpStatusCode.BadRequest, "endpoint");
        await (await client.PostJsonAsync(Path, Browser("https://a:b@push.example/1"))).ProblemAsync(HttpStatusCode.BadRequest, "endpoint");
        await (await client.PostJsonAsync(Path, Browser("push"))).ProblemAsync(HttpStatusCode.BadRequest, "endpoint");
        await (await client.PostJsonAsync(Path, new { endpoint = "https://push.example/1", label = "x", keys = new { p256dh = Base64Url.EncodeToString([4, .. new byte[64]]), auth = "AAAA" } }))
            .ProblemAsync(HttpStatusCode.BadRequest, "keys.p256dh", "keys.auth");
        await (await client.PostJsonAsync(Path, new { endpoint = "https://push.example/1", label = "x", keys = new { p256dh = (string?)null, auth = "%" } }))
            .ProblemAsync(HttpStatusCode.BadRequest, "keys.p256dh", "keys.auth");
        await (await client.PostJsonAsync(Path, new { })).ProblemAsync(HttpStatusCode.BadRequest, "endpoint", "keys", "label");

        for (var n = 0; n < 20; n++)
            await client.PostAsync<PushSubscriptionRow>(Path, Browser($"https://push.example/{n}"));
        await (await client.PostJsonAsync(Path, Browser("https://push.example/20"))).ProblemAsync(HttpStatusCode.BadRequest, "endpoint");
        await client.PostAsync<PushSubscriptionRow>(Path, Browser("https://push.example/19"));
    }

    private static object Browser(string endpoint)
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = key.PublicKey.ExportParameters().Q;
        return new { endpoint, label = "Firefox on Linux", keys = new { p256dh = Base64Url.EncodeToString([4, .. point.X!, .. point.Y!]), auth = Base64Url.EncodeToString(new byte[16]) } };
    }
}
