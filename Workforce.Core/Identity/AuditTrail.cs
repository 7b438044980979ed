using System.Text.Json;
using Workforce.Core.Data;

namespace Workforce.Core.Identity;

/// <summary>Writes who did what beside what they did: the entry is saved with the change, or neither is.</summary>
public sealed class AuditTrail(WorkforceDbContext db, Actor actor, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Adds the entry to the context; the caller saves.</summary>
    /// <param name="action">Object and verb, e.g. <c>statement.upload</c>.</param>
    /// <param name="detail">Written as JSON. Never a secret.</param>
    public void Record(string action, string targetType, object? targetId, object? detail = null) => db.Add(new AuditEntry
    {
        TenantId = db.Tenant.Required,
        UserId = db.Tenant.UserId,
        ApiKeyId = actor.ApiKeyId,
        At = time.GetUtcNow(),
        Action = action,
        TargetType = targetType,
        TargetId = targetId?.ToString(),
        Detail = detail is null ? null : JsonSerializer.Serialize(detail, Json),
        Ip = actor.Ip,
        TraceId = actor.TraceId,
    });
}
