namespace Workforce.Core.Proposals;

internal static class History
{
    public const string System = "system";

    public static ProposalHistory Of(Proposal proposal, ProposalAction action, string actor, DateTimeOffset now, Guid? userId = null, string? notes = null, object? detail = null) => new()
    {
        TenantId = proposal.TenantId,
        ProposalId = proposal.Id,
        At = now,
        Action = action,
        UserId = userId,
        Actor = actor,
        Notes = notes,
        Detail = detail is null ? null : ProposalJson.Write(detail),
    };
}
