using System.Net.Http.Headers;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Web.Clients;

namespace Workforce.Web.Finance.Uploads;

/// <summary>
/// A file goes from the browser to the API through here as a plain request body: the browser then knows how much of it is sent,
/// and twenty megabytes do not travel through the circuit.
/// </summary>
internal static class UploadEndpoints
{
    private static readonly string[] Hints = ["date_order", "decimal", "spending_is_positive", "currency"];

    public static void MapUploads(this WebApplication app)
    {
        var uploads = app.MapGroup("/uploads").RequireAuthorization();
        uploads.MapPost("/statements", (HttpContext context, IAntiforgery forgery, ApiConnection api) => PassOnAsync("api/statements", context, forgery, api));
        uploads.MapPost("/receipts", (HttpContext context, IAntiforgery forgery, ApiConnection api) => PassOnAsync("api/receipts", context, forgery, api));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> PassOnAsync(string path, HttpContext context, IAntiforgery forgery, ApiConnection api)
    {
        if (!await forgery.IsRequestValidAsync(context))
            return TypedResults.Problem("Reload the page and try again.", statusCode: StatusCodes.Status400BadRequest, title: "The form is out of date");

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = FileKinds.LargestFile;
        // Seekable, so that the request can be sent a second time with a refreshed token.
        context.Request.EnableBuffering(bufferThreshold: 64 * 1024, bufferLimit: FileKinds.LargestFile + 1);
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        try
        {
            using var answer = await api.ExchangeAsync(
                () =>
                {
                    context.Request.Body.Position = 0;
                    return new HttpRequestMessage(HttpMethod.Post, path) { Content = Form(context.Request) };
                },
                context.RequestAborted);
            return TypedResults.Content(await answer.Content.ReadAsStringAsync(context.RequestAborted), "application/json", null, (int)answer.StatusCode);
        }
        catch (ApiProblemException failed)
        {
            var problem = failed.Problem;
            return TypedResults.Problem(problem.Text, statusCode: problem.Unreachable ? StatusCodes.Status502BadGateway : problem.Status, title: problem.Title, extensions: new Dictionary<string, object?> { ["trace_id"] = problem.TraceId });
        }
    }

    private static MultipartFormDataContent Form(HttpRequest request)
    {
        var name = Path.GetFileName(Uri.UnescapeDataString(request.Headers["X-File-Name"].ToString()));
        var file = new StreamContent(new KeptOpenStream(request.Body));
        file.Headers.ContentType = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : new MediaTypeHeaderValue("application/octet-stream");
        var form = new MultipartFormDataContent { { file, "file", name.Length > 0 ? name : "file" } };
        foreach (var hint in Hints)
        {
            if (request.Query[hint].ToString() is { Length: > 0 } value)
                form.Add(new StringContent(value), hint);
        }

        return form;
    }
}
