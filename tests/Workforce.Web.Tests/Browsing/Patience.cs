using System.Runtime.CompilerServices;

namespace Workforce.Web.Tests.Browsing;

internal static class Patience
{
    /// <summary>Assertions wait as long as actions do.</summary>
    [ModuleInitializer]
    public static void Set() => Microsoft.Playwright.Assertions.SetDefaultExpectTimeout(60_000);
}
