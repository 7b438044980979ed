using Workforce.Web.Clients;

namespace Workforce.Web.Finance.Receipts;

/// <summary>A receipt's own file, for its preview. Only pictures and PDFs are shown; whatever else somebody uploaded is handed over as a download.</summary>
internal static class ReceiptFile
{
    private static readonly string[] Shown = ["image/png", "image/jpeg", "image/webp", "application/pdf"];

    public static bool CanBeShown(string mediaType) => Shown.Contains(mediaType);

    public static void MapReceiptFiles(this WebApplication app) => app.MapGet("/receipts/{id:guid}/file", PassOnAsync).RequireAuthorization();

    private static async Task PassOnAsync(Guid id, HttpContext context, ApiConnection api, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await api.ExchangeAsync(() => new HttpRequestMessage(HttpMethod.Get, $"api/receipts/{id}/file"), cancellationToken);
            var type = answer.Content.Headers.ContentType?.MediaType ?? "application/octet-stream";
            context.Response.ContentType = CanBeShown(type) ? type : "application/octet-stream";
            context.Response.ContentLength = answer.Content.Headers.ContentLength;
            context.Response.Headers.ContentDisposition = CanBeShown(type) ? "inline" : "attachment";
            context.Response.Headers.CacheControl = "private, max-age=3600";
            // The page frames a PDF's preview; the file itself may load nothing.
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
            context.Response.Headers.XFrameOptions = "SAMEORIGIN";
            await answer.Content.CopyToAsync(context.Response.Body, cancellationToken);
        }
        catch (ApiProblemException failed)
        {
            await TypedResults.Problem(failed.Problem.Text, statusCode: failed.Problem.Status == 0 ? StatusCodes.Status502BadGateway : failed.Problem.Status, title: failed.Problem.Title).ExecuteAsync(context);
        }
    }
}
