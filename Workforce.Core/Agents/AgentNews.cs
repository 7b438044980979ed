using Workforce.Core.Identity;
using Workforce.Core.Notifications;

namespace Workforce.Core.Agents;

/// <summary>What people are told of agents.</summary>
public static class AgentNews
{
    public static Notice Failed(RegisteredAgent agent, Guid runId, string why) => new()
    {
        Key = $"agent.failed:{runId}",
        Kind = "agent.failed",
        Title = $"{agent.DisplayName} failed",
        Text = why,
        Link = $"/agents/runs/{runId}",
        To = Audience.Roles(Role.Manager, Role.Admin),
    };

    internal static Notice Stopped(AgentStop stop) => new()
    {
        Key = $"agent.stopped:{stop.StoppedAt:O}",
        Kind = "agent.stopped",
        Title = "All agents are stopped",
        Text = stop.Reason,
        Link = "/agents",
        To = Audience.Roles(Role.Manager, Role.Admin),
        Urgent = true,
    };
}
