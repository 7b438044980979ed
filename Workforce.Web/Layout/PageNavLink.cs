using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Workforce.Web.Layout;

/// <summary>Marks the page that a person is on; a page below it that has a link of its own is marked there alone.</summary>
public sealed class PageNavLink : NavLink
{
    [Inject]
    private NavigationManager Address { get; set; } = null!;

    /// <summary>The page's own address.</summary>
    [Parameter, EditorRequired]
    public required string Page { get; set; }

    protected override bool ShouldMatch(string uriAbsolute) => base.ShouldMatch(uriAbsolute) && !Pages.All.Any(other => Lies(other.Href, under: Page) && At(uriAbsolute, other.Href));

    private static bool Lies(string href, string under) => under.Length > 0 && href.StartsWith($"{under}/", StringComparison.Ordinal);

    private bool At(string uri, string href) => Address.ToBaseRelativePath(uri).Split('?', '#')[0] is var path && (path == href || path.StartsWith($"{href}/", StringComparison.Ordinal));
}
