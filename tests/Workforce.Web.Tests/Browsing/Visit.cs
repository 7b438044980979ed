using Microsoft.Playwright;
using Workforce.Web.Tests.Fake;

namespace Workforce.Web.Tests.Browsing;

/// <summary>One person's visit: a window, and what the browser complained of while they were there.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly List<string> complaints = [];

    private Visit(Site site, IBrowserContext context, IPage page)
    {
        Site = site;
        Context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public Site Site { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => complaints;

    /// <param name="path">Where the visit begins; null: nowhere yet.</param>
    public static async Task<Visit> BeginAsync(Browser browser, Site site, int width = 1280, string? path = "", bool signedIn = true)
    {
        var context = await browser.OpenAsync(width);
        var visit = new Visit(site, context, await context.NewPageAsync());
        if (signedIn)
        {
            // The form is tried in a browser by the tests of signing in; here a cookie from it is enough.
            await context.AddCookiesAsync([new() { Name = "workforce.session", Value = await site.SessionAsync(), Url = site.Address.ToString() }]);
            if (path is not null)
                await visit.GoAsync(path);
        }

        return visit;
    }

    public async Task SignInAsync(string password = FakeIdentity.Password)
    {
        await Page.GotoAsync($"{Site.Address}sign-in");
        await Page.GetByLabel("E-mail").FillAsync("robin@example.com");
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        if (password == FakeIdentity.Password)
            await ReadyAsync();
    }

    /// <summary>Goes to a page and waits until its circuit is there and everything it fetches has arrived.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync($"{Site.Address}{path}");
        await ReadyAsync();
    }

    public async Task ReadyAsync()
    {
        try
        {
            await Page.Locator("html[data-uploads=ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await Page.WaitForFunctionAsync("() => !document.querySelector('.load-view[aria-busy=true], .load-view .skeleton-rows') && [...document.querySelectorAll('.rz-chart')].every(chart => chart.querySelector('path'))");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{Page.Url} did not get ready.\n{string.Join('\n', complaints)}\n{await Page.Locator("body").InnerTextAsync()}");
        }
    }

    public async Task DropAsync(params (string Name, string Type, string Text)[] files)
    {
        var data = await Page.EvaluateHandleAsync(
            "files => { const data = new DataTransfer(); for (const file of files) data.items.add(new File([file.text], file.name, { type: file.type })); return data; }",
            files.Select(file => new { name = file.Name, type = file.Type, text = file.Text }).ToArray());
        foreach (var step in new[] { "dragenter", "dragover", "drop" })
            await Page.DispatchEventAsync("body", step, new { dataTransfer = data });
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
