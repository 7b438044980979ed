namespace Workforce.Core.Agents;

/// <summary>Something happened for an agent, and no run of it could be asked for.</summary>
public sealed record MissedWake(string AgentId, string Problem);
