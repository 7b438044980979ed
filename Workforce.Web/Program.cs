using Workforce.Web;
using Workforce.Web.Clients;
using Workforce.Web.Edge;
using Workforce.Web.Finance.Receipts;
using Workforce.Web.Finance.Transactions;
using Workforce.Web.Finance.Uploads;
using Workforce.Web.Identity;
using Workforce.Web.Notifications;
using Workforce.Web.Ui;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddKnownProxies();

builder.AddApiClients();
builder.AddSessions();
builder.AddPages();

var app = builder.Build();
app.UseForwardedHeaders();
app.UseSecurityHeaders();
app.UseExceptionHandler("/error");
if (!app.Environment.IsDevelopment())
    app.UseHsts();
app.UseStatusCodePagesWithReExecute("/not-found");
app.UseSessions();
app.MapStaticAssets();
app.MapDefaultEndpoints();
app.MapSessions();
app.MapUploads();
app.MapReceiptFiles();
app.MapTransactionExport();
app.MapUnsubscribe();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null).RequireAuthorization();

app.Run();
