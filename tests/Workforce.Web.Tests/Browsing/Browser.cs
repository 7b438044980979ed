using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Workforce.Web.Tests.Browsing.Browser))]

namespace Workforce.Web.Tests.Browsing;

/// <summary>One real browser for all tests of this assembly.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? driver;
    private IBrowser? browser;
    private string? missing;

    public async ValueTask InitializeAsync()
    {
        var program = Environment.GetEnvironmentVariable("WORKFORCE_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
        if (program is null)
        {
            missing = $"The browser tests need Chromium and none of {string.Join(", ", Places)} is there. Install it (apt-get install chromium, which ./test does) or name it in WORKFORCE_CHROMIUM.";
            return;
        }

        try
        {
            driver = await Playwright.CreateAsync();
            browser = await driver.Chromium.LaunchAsync(new()
            {
                ExecutablePath = program,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
            });
        }
        catch (PlaywrightException failure)
        {
            missing = $"Chromium ({program}) or Playwright's driver did not start: {failure.Message}";
        }
    }

    /// <summary>A fresh profile of the browser: its own cookies, its own window.</summary>
    internal async Task<IBrowserContext> OpenAsync(int width)
    {
        Assert.True(browser is not null, missing);
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 860 },
            DeviceScaleFactor = 1,
            TimezoneId = "Europe/Amsterdam",
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = width < 600,
        });
        // Every wait is for a signal; only a test that fails waits this long, and a crowded machine is no failure.
        context.SetDefaultTimeout(60_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        driver?.Dispose();
    }
}
