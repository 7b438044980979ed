namespace Workforce.Core.Agents;

/// <summary>The stop switch of a company, while it is pressed.</summary>
public sealed class AgentStop
{
    public required Guid TenantId { get; init; }

    public required DateTimeOffset StoppedAt { get; init; }

    public required Guid StoppedBy { get; init; }

    public required string Reason { get; init; }
}
