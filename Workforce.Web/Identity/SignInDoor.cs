using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using Workforce.Contracts;
using Workforce.Contracts.Identity;
using Workforce.Web.Clients;

namespace Workforce.Web.Identity;

/// <summary>Opens and closes a session: asks the API for tokens and writes them into the cookie.</summary>
internal sealed partial class SignInDoor(IHttpClientFactory clients, SessionTokens tokens, ILogger<SignInDoor> logger)
{
    /// <summary>Null when the person is in; otherwise what stood in the way.</summary>
    public async Task<ApiProblem?> EnterAsync(HttpContext context, string email, string password, bool remember)
    {
        var api = clients.CreateClient(ApiConnection.ClientName);
        try
        {
            using var enter = new HttpRequestMessage(HttpMethod.Post, "api/sign-in") { Content = JsonContent.Create(new SignInRequest(email, password), options: WireJson.Options) };
            // The API counts tries per address, and counts this one for the person where it is told to trust us.
            if (context.Connection.RemoteIpAddress is { } person)
                enter.Headers.TryAddWithoutValidation("X-Forwarded-For", person.ToString());
            using var answer = await api.SendAsync(enter, context.RequestAborted);
            if (!answer.IsSuccessStatusCode)
                return await ApiProblem.ReadAsync(answer, context.RequestAborted);
            if (tokens.Pair(await answer.Content.ReadFromJsonAsync<SignInResponse>(WireJson.Options, context.RequestAborted)) is not { } pair)
                return ApiProblem.NoAnswer("The answer held no tokens.");

            using var ask = new HttpRequestMessage(HttpMethod.Get, "api/me");
            ask.Headers.Authorization = new AuthenticationHeaderValue("Bearer", pair.Access);
            using var said = await api.SendAsync(ask, context.RequestAborted);
            if (!said.IsSuccessStatusCode)
                return await ApiProblem.ReadAsync(said, context.RequestAborted);
            var me = (await said.Content.ReadFromJsonAsync<Me>(WireJson.Options, context.RequestAborted))!;

            var session = Guid.NewGuid().ToString("N");
            var properties = new AuthenticationProperties { IsPersistent = remember };
            SessionCookie.Write(properties, pair);
            tokens.Newest(session, pair);
            await context.SignInAsync(SessionCookie.Scheme, SessionClaims.Principal(me, session), properties);
            return null;
        }
        catch (Exception failure) when (ApiProblem.IsNoAnswer(failure))
        {
            LogUnreachable(logger, failure);
            return ApiProblem.NoAnswer("The service is starting or out of reach. Try again in a moment.");
        }
    }

    public async Task LeaveAsync(HttpContext context)
    {
        if (SessionClaims.SessionId(context.User) is { } session)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "api/sign-out");
                if (await tokens.AccessTokenAsync(session, refused: null, context.RequestAborted) is { } token)
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var answer = await clients.CreateClient(ApiConnection.ClientName).SendAsync(request, context.RequestAborted);
            }
            catch (Exception failure) when (ApiProblem.IsNoAnswer(failure))
            {
                // The cookie goes whether or not the API hears of it: a person who leaves has left.
            }

            tokens.Forget(session);
        }

        await context.SignOutAsync(SessionCookie.Scheme);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The API cannot be reached for a sign-in.")]
    private static partial void LogUnreachable(ILogger logger, Exception failure);
}
