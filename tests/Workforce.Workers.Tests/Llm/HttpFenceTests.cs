using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workforce.Workers.Llm.Tools;

namespace Workforce.Workers.Tests.Llm;

public sealed class HttpFenceTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.0", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.0", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    public void Only_the_public_internet_is_public(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://localhost:{0}/page", "localhost is not a public address.")]
    [InlineData("http://127.0.0.1:{0}/page", "127.0.0.1 is not a public address.")]
    [InlineData("http://[::1]:{0}/page", "[::1] is not on the list")]
    [InlineData("http://0x7f000001:{0}/page", "127.0.0.1 is not a public address.")]
    [InlineData("http://example.org/page", "example.org is not on the list of hosts that may be fetched.")]
    [InlineData("http://evil-localhost/page", "evil-localhost is not on the list")]
    [InlineData("http://admin@localhost:{0}/page", "Only http and https addresses without a user name")]
    [InlineData("file:///etc/passwd", "Only http and https addresses")]
    public async Task What_is_outside_of_the_fence_is_not_fetched(string address, string why)
    {
        await using var site = await StartAsync();
        using var fence = new HttpFence(Options.Create(new HttpFenceOptions { Allow = ["localhost", "127.0.0.1", "*.localhost"] }));

        var refused = await Assert.ThrowsAsync<ToolRefusedException>(() => fence.GetAsync(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Port(site))), CancellationToken.None));

        Assert.StartsWith(why, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page", "hello", null)]
    [InlineData("/hop", "hello", null)]
    [InlineData("/away", null, "internal.example is not on the list of hosts that may be fetched.")]
    [InlineData("/inside", null, "127.0.0.2 is not a public address.")]
    [InlineData("/round", null, "More than 3 redirects.")]
    [InlineData("/large", null, "It is larger than 2,048 bytes.")]
    [InlineData("/slow", null, "localhost took longer than 1 s.")]
    [InlineData("/gone", null, "localhost answered 404.")]
    public async Task Redirects_sizes_and_times_are_fenced_too(string path, string? text, string? why)
    {
        await using var site = await StartAsync();
        using var fence = new HttpFence(
            Options.Create(new HttpFenceOptions { Allow = ["localhost", "127.0.0.2"], MaxBytes = 2_048, TimeoutSeconds = path == "/slow" ? 1 : 60 }), address => IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Parse("127.0.0.2")));
        var address = new Uri($"http://localhost:{Port(site)}{path}");

        if (why is null)
        {
            Assert.Equal(text, await fence.GetAsync(address, CancellationToken.None));
        }
        else
        {
            Assert.Equal(why, (await Assert.ThrowsAsync<ToolRefusedException>(() => fence.GetAsync(address, CancellationToken.None))).Message);
        }
    }

    private static int Port(WebApplication site) => new Uri(site.Urls.First()).Port;

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.MapGet("/page", () => "hello");
        site.MapGet("/hop", () => Results.Redirect("/page"));
        site.MapGet("/away", () => Results.Redirect("http://internal.example/secrets"));
        site.MapGet("/inside", () => Results.Redirect($"http://127.0.0.2:{Port(site)}/page"));
        site.MapGet("/round", () => Results.Redirect("/round"));
        site.MapGet("/large", () => new string('x', 2_049));
        site.MapGet("/slow", async (HttpContext context) =>
        {
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        });
        await site.StartAsync();
        return site;
    }
}
