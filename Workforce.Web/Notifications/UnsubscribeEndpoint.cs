using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Contracts;
using Workforce.Contracts.Notifications;
using Workforce.Web.Clients;

namespace Workforce.Web.Notifications;

/// <summary>
/// Ends mails: for the button of the page, and for mail programs that post here themselves (RFC 8058), with no cookie and no form's
/// token. Whoever has the link may do it; following it does nothing, because programs follow links, too.
/// </summary>
internal static class UnsubscribeEndpoint
{
    public static void MapUnsubscribe(this WebApplication app) =>
        // Before the page of the same address, which takes every method.
        app.MapPost("/unsubscribe", EndAsync).AllowAnonymous().WithOrder(-1);

    private static async Task<Results<RedirectHttpResult, Ok, ContentHttpResult>> EndAsync(string? token, HttpRequest request, IHttpClientFactory clients, CancellationToken ct)
    {
        var oneClick = request.HasFormContentType && (await request.ReadFormAsync(ct))["List-Unsubscribe"] == "One-Click";
        using var answer = await clients.CreateClient(ApiConnection.ClientName).PostAsJsonAsync("api/notifications/unsubscribe", new UnsubscribeRequest(token ?? ""), WireJson.Options, ct);
        // With a body, or the page for what is not there would take the place of the answer.
        if ((int)answer.StatusCode >= 500)
            return TypedResults.Text("Try again later.", statusCode: StatusCodes.Status503ServiceUnavailable);
        if (!answer.IsSuccessStatusCode)
            return oneClick ? TypedResults.Text("The link is not one of ours.", statusCode: StatusCodes.Status404NotFound) : TypedResults.LocalRedirect("/unsubscribe?refused=true");
        if (oneClick)
            return TypedResults.Ok();
        var ended = await answer.Content.ReadFromJsonAsync<Unsubscribed>(WireJson.Options, ct);
        return TypedResults.LocalRedirect($"/unsubscribe?ended={Uri.EscapeDataString(ended!.Group)}");
    }
}
