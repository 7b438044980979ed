namespace Workforce.Web.Tests.Browsing;

/// <summary>Pictures of what the tests saw, where WORKFORCE_SCREENSHOTS names a folder for them.</summary>
internal static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("WORKFORCE_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    public static async Task TakeAsync(Visit visit, string name, bool whole = true)
    {
        if (Folder is null)
            return;
        await visit.Page.EvaluateAsync("() => document.fonts.ready");
        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}-{visit.Page.ViewportSize!.Width}.png"), FullPage = whole });
    }
}
