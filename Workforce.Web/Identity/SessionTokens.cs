using System.Collections.Concurrent;
using Workforce.Contracts;
using Workforce.Contracts.Identity;
using Workforce.Web.Clients;

namespace Workforce.Web.Identity;

/// <summary>One session's pair of tokens and when the first of them ends.</summary>
internal sealed record TokenPair(string Access, string Refresh, DateTimeOffset ExpiresAt);

/// <summary>
/// The newest tokens of each session. The cookie holds them too, but a circuit outlives the request that brought the cookie
/// and cannot write a new one, so what a circuit refreshed waits here until the next request renews the cookie.
/// </summary>
internal sealed partial class SessionTokens(IHttpClientFactory clients, TimeProvider time, ILogger<SessionTokens> logger)
{
    /// <summary>Refreshed this long before the end, so that no request starts with a token that ends on its way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan KeptUnused = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, Entry> sessions = new();

    /// <summary>Takes the cookie's tokens and answers with the newest known ones, which the cookie should then hold.</summary>
    public TokenPair Newest(string session, TokenPair fromCookie)
    {
        var entry = sessions.GetOrAdd(session, _ => new Entry(fromCookie, time.GetUtcNow()));
        if (fromCookie.ExpiresAt > entry.Tokens.ExpiresAt)
            entry.Tokens = fromCookie;
        return entry.Tokens;
    }

    public void Forget(string session) => sessions.TryRemove(session, out _);

    /// <param name="refused">The token that the API has just refused: while it is still the session's, a new one is asked for whatever its end.</param>
    public async Task<string?> AccessTokenAsync(string session, string? refused, CancellationToken cancellationToken)
    {
        if (!sessions.TryGetValue(session, out var entry))
            return null;
        entry.UsedAt = time.GetUtcNow();
        var seen = entry.Tokens;
        if (seen.Access != refused && seen.ExpiresAt - Margin > time.GetUtcNow())
            return seen.Access;

        // Many components ask at once; one refresh serves them all.
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            if (ReferenceEquals(seen, entry.Tokens) && await RefreshAsync(seen.Refresh, cancellationToken) is { } renewed)
                entry.Tokens = renewed;
            return entry.Tokens.Access;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    public async Task<TokenPair?> RefreshAsync(string refresh, CancellationToken cancellationToken)
    {
        DropUnused();
        using var response = await clients.CreateClient(ApiConnection.ClientName).PostAsJsonAsync("api/sign-in/refresh", new RefreshRequest(refresh), WireJson.Options, cancellationToken);
        if (response.IsSuccessStatusCode)
            return Pair(await response.Content.ReadFromJsonAsync<SignInResponse>(WireJson.Options, cancellationToken));
        LogRefused(logger, (int)response.StatusCode);
        return null;
    }

    public TokenPair? Pair(SignInResponse? answer) =>
        answer is null ? null : new TokenPair(answer.AccessToken, answer.RefreshToken, time.GetUtcNow().AddSeconds(answer.ExpiresIn));

    private void DropUnused()
    {
        var before = time.GetUtcNow() - KeptUnused;
        foreach (var (session, entry) in sessions)
        {
            if (entry.UsedAt < before)
                sessions.TryRemove(session, out _);
        }
    }

    private sealed class Entry(TokenPair tokens, DateTimeOffset usedAt)
    {
        public volatile TokenPair Tokens = tokens;

        public DateTimeOffset UsedAt { get; set; } = usedAt;

        public SemaphoreSlim Gate { get; } = new(1, 1);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A session could not be refreshed: status {Status}.")]
    private static partial void LogRefused(ILogger logger, int status);
}
