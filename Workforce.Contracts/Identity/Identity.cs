using System.ComponentModel.DataAnnotations;

namespace Workforce.Contracts.Identity;

public sealed record SignInRequest(
    [property: Required, StringLength(254, MinimumLength = 3)] string Email,
    [property: Required, StringLength(200, MinimumLength = 1)] string Password);

/// <param name="TokenType">Always Bearer.</param>
/// <param name="ExpiresIn">Seconds until the access token ends.</param>
public sealed record SignInResponse(string TokenType, string AccessToken, long ExpiresIn, string RefreshToken);

public sealed record RefreshRequest([property: Required] string RefreshToken);

public sealed record Me(Guid UserId, string Email, string DisplayName, string Role, Guid TenantId, string TenantName);

/// <param name="Scopes">What the key may do: tasks, statements, read, worker (jobs of every kind; <c>worker:queue</c> or <c>worker:queue.intent</c> for some), or admin (everything its owner may).</param>
/// <param name="ExpiresInDays">1 to 366; null: 90.</param>
public sealed record CreateApiKeyRequest(
    [property: Required, StringLength(80, MinimumLength = 1)] string Name,
    [property: Required, MinLength(1)] IReadOnlyList<string> Scopes,
    [property: Range(1, 366)] int? ExpiresInDays = null);

/// <param name="Key">The key itself. It is shown this once and stored as a hash.</param>
public sealed record CreatedApiKey(ApiKeyRow Row, string Key);

public sealed record ApiKeyRow(Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

public sealed record AuditRow(long Id, DateTimeOffset At, Guid? UserId, string? Actor, string Action, string TargetType, string? TargetId, string? Detail, string? TraceId);

public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, string? Next);
