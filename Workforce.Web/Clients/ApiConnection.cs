using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Workforce.Contracts;
using Workforce.Web.Identity;

namespace Workforce.Web.Clients;

/// <summary>
/// One person's way to the API: adds their token, refreshes it once when it is refused, and turns every failure into a problem.
/// The token is added here and not in a message handler because a handler lives in a scope of its own and does not know whose circuit calls.
/// </summary>
internal sealed class ApiConnection(IHttpClientFactory clients, SessionTokens tokens, CurrentSession current, Connectivity connectivity)
{
    public const string ClientName = "api";

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        await ReadAsync<T>(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        await ReadAsync<T>(() => With(method, path, body), cancellationToken);

    /// <param name="version">Of what was seen: it is done only to that; null: to whatever there is.</param>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, int? version, CancellationToken cancellationToken) =>
        await ReadAsync<T>(() => With(method, path, body, version), cancellationToken);

    public async Task SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await ExchangeAsync(() => With(method, path, body), cancellationToken);
    }

    private async Task<T> ReadAsync<T>(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        using var response = await ExchangeAsync(request, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(WireJson.Options, cancellationToken)
            ?? throw new ApiProblemException(ApiProblem.NoAnswer("The answer was empty."));
    }

    /// <summary>The answer of a request that succeeded; the caller disposes it. Its body may still be on its way.</summary>
    public async Task<HttpResponseMessage> ExchangeAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        var session = await current.IdAsync();
        try
        {
            var token = session is null ? null : await tokens.AccessTokenAsync(session, refused: null, cancellationToken);
            var response = await OnceAsync(request, token, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Unauthorized && session is not null && token is not null)
            {
                response.Dispose();
                response = await OnceAsync(request, await tokens.AccessTokenAsync(session, refused: token, cancellationToken), cancellationToken);
            }

            if (response.IsSuccessStatusCode)
            {
                connectivity.Answered();
                return response;
            }

            using (response)
            {
                throw Failed(await ApiProblem.ReadAsync(response, cancellationToken));
            }
        }
        catch (Exception failure) when (ApiProblem.IsNoAnswer(failure) || failure is JsonException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Failed(ApiProblem.NoAnswer("It will be tried again by itself. Nothing you did is lost."));
        }
    }

    private async Task<HttpResponseMessage> OnceAsync(Func<HttpRequestMessage> request, string? token, CancellationToken cancellationToken)
    {
        using var message = request();
        if (token is not null)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await clients.CreateClient(ClientName).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private ApiProblemException Failed(ApiProblem problem)
    {
        if (problem.Unreachable)
            connectivity.Lost();
        else
            connectivity.Answered();
        if (problem.Status == (int)HttpStatusCode.Unauthorized)
            connectivity.EndSession();
        return new ApiProblemException(problem);
    }

    private static HttpRequestMessage With(HttpMethod method, string path, object? body, int? version = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: WireJson.Options) };
        if (version is { } seen)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{seen}\"")));
        return request;
    }
}
