using Workforce.Contracts.Agents;

namespace Workforce.Web.Clients;

internal sealed class AgentsClient(ApiConnection api)
{
    public Task<AgentList> ListAsync(CancellationToken cancellationToken) => api.GetAsync<AgentList>("api/agents", cancellationToken);

    public Task<AgentDetail> OneAsync(string agent, CancellationToken cancellationToken) => api.GetAsync<AgentDetail>(Of(agent), cancellationToken);

    public Task<AgentDashboard> DashboardAsync(CancellationToken cancellationToken) => api.GetAsync<AgentDashboard>("api/agents/dashboard", cancellationToken);

    public Task<TriggeredRun> TriggerAsync(string agent, CancellationToken cancellationToken) =>
        api.SendAsync<TriggeredRun>(HttpMethod.Post, $"{Of(agent)}/trigger", null, cancellationToken);

    public Task<AgentRow> PauseAsync(string agent, PauseAgentRequest pause, CancellationToken cancellationToken) =>
        api.SendAsync<AgentRow>(HttpMethod.Post, $"{Of(agent)}/pause", pause, cancellationToken);

    public Task<AgentRow> ConfigureAsync(string agent, ConfigureAgentRequest change, int version, CancellationToken cancellationToken) =>
        api.SendAsync<AgentRow>(HttpMethod.Patch, $"{Of(agent)}/config", change, version, cancellationToken);

    public Task<AgentStopRow> StopAllAsync(string reason, CancellationToken cancellationToken) =>
        api.SendAsync<AgentStopRow>(HttpMethod.Put, "api/agents/stop", new StopAgentsRequest(reason), cancellationToken);

    public Task LiftStopAsync(CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, "api/agents/stop", null, cancellationToken);

    public Task<RunPage> RunsAsync(string? agent, string? status, string? trigger, string? after, int limit, CancellationToken cancellationToken) =>
        api.GetAsync<RunPage>(Query.Of("api/agents/runs", ("agent", agent), ("status", status), ("trigger", trigger), ("after", after), ("limit", limit)), cancellationToken);

    public Task<RunDetail> RunAsync(Guid id, CancellationToken cancellationToken) => api.GetAsync<RunDetail>($"api/agents/runs/{id}", cancellationToken);

    private static string Of(string agent) => $"api/agents/{Uri.EscapeDataString(agent)}";
}
