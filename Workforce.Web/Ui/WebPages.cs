using Radzen;
using Workforce.Web.Finance;
using Workforce.Web.Finance.Transactions;
using Workforce.Web.Finance.Uploads;
using Workforce.Web.Live;
using Workforce.Web.Proposals;

namespace Workforce.Web.Ui;

/// <summary>The pages' own parts: Blazor with circuits, Radzen, and what one circuit keeps.</summary>
internal static class WebPages
{
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        // Run from its build folder in whatever environment, it finds its packages' files; a published one has them beside it.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddScoped<BrowserClock>();
        builder.Services.AddScoped<Toasts>();
        builder.Services.AddScoped<LiveEvents>();
        builder.Services.AddScoped<UploadRuns>();
        builder.Services.AddScoped<CategoryBook>();
        builder.Services.AddScoped<Reversible>();
        builder.Services.AddScoped<Recategorise>();
        builder.Services.AddScoped<ProposalDecisions>();
        return builder;
    }
}
