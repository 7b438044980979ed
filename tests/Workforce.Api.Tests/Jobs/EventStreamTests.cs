using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Api.Tests.Agents;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Jobs;
using Workforce.Core.Proposals;
using Workforce.Jobs;
using Workforce.Jobs.Gates;

namespace Workforce.Api.Tests.Jobs;

public sealed class EventStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Events_come_live_and_a_resumed_stream_goes_on_where_the_reader_was()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);

        Guid[] ids;
        await using (var live = await OpenAsync(client, ""))
        {
            Assert.Equal(0, await live.HelloAsync());
            ids = [await DispatchAsync(client), await DispatchAsync(client), await DispatchAsync(client)];
            var seen = await live.JobsAsync(3);
            Assert.Equal(ids, seen.Select(e => e.JobId));
            Assert.All(seen, e => Assert.Equal(("enqueued", "crystal.analyze", "tag"), (e.Type, e.Kind, e.FromEmployee)));
            Assert.Equal(seen.Select(e => e.Id.ToString()), live.Ids.TakeLast(3));

            // The reader saw the first one only and went away; two more happen meanwhile.
            ids = [.. ids, await DispatchAsync(client), await DispatchAsync(client)];
            await using var resumed = await OpenAsync(client, "", lastEventId: seen[0].Id);
            await resumed.HelloAsync();
            Assert.Equal(ids[1..], (await resumed.JobsAsync(4)).Select(e => e.JobId));
            await using var byQuery = await OpenAsync(client, $"?last_event_id={seen[2].Id}");
            await byQuery.HelloAsync();
            Assert.Equal(ids[3..], (await byQuery.JobsAsync(2)).Select(e => e.JobId));
        }

        // A new reader starts with what happens from now on.
        await using var fresh = await OpenAsync(client, "");
        Assert.True(await fresh.HelloAsync() > 0);
        var last = await DispatchAsync(client);
        Assert.Equal([last], (await fresh.JobsAsync(1)).Select(e => e.JobId));
    }

    [Fact]
    public async Task A_stream_shows_its_own_company_and_on_request_one_undertaking()
    {
        await using var host = await ApiHost.StartAsync();
        var (here, there) = (host.As((await Company.FoundAsync(host)).Member), host.As((await Company.FoundAsync(host)).Member));
        var correlation = Guid.NewGuid();
        await using var all = await OpenAsync(here, "");
        await using var one = await OpenAsync(here, $"?correlation={correlation}");
        await all.HelloAsync();
        await one.HelloAsync();

        await DispatchAsync(there);
        var mine = await DispatchAsync(here);
        var part = await DispatchAsync(here, correlation);

        Assert.Equal([mine, part], (await all.JobsAsync(2)).Select(e => e.JobId));
        Assert.Equal([part], (await one.JobsAsync(1)).Select(e => e.JobId));
    }

    [Fact]
    public async Task A_pause_or_a_limit_that_holds_for_a_company_is_told_to_its_streams_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        await using var replica = await ApiHost.StartAsync(beside: host);
        var (here, there) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        var (manager, gates) = (host.As(here.Manager), replica.Services.GetRequiredService<GateClient>());
        await using var mine = await OpenAsync(host.As(here.Member), "");
        await using var other = await OpenAsync(host.As(there.Member), "");
        await mine.HelloAsync();
        await other.HelloAsync();

        await (await manager.PutJsonAsync("/api/pauses", new { scope = "queue", name = "tag" })).DoneAsync();
        await mine.GatesAsync();
        await (await manager.DeleteAsync("/api/pauses?scope=queue&name=tag")).DoneAsync();
        await mine.GatesAsync();
        // By code in another process.
        await gates.LimitAsync(JobLimit.Running(JobScope.All(here.Tenant), 9), TestContext.Current.CancellationToken);
        await mine.GatesAsync();
        await gates.LiftAsync(JobScope.All(here.Tenant), "running", null, TestContext.Current.CancellationToken);
        await mine.GatesAsync();
        // Nothing of that was for the other company.
        var theirs = await DispatchAsync(host.As(there.Member));
        Assert.Equal([theirs], (await other.JobsAsync(1)).Select(e => e.JobId));

        await gates.PauseAsync(JobScope.Key("vendor:x"), null, "vendor", "429", TestContext.Current.CancellationToken);
        await mine.GatesAsync();
        await other.GatesAsync();
        await gates.ResumeAsync(JobScope.Key("vendor:x"), TestContext.Current.CancellationToken);
        await mine.GatesAsync();
    }

    [Fact]
    public async Task What_is_announced_in_any_process_is_told_to_the_companys_streams()
    {
        await using var host = await ApiHost.StartAsync();
        await using var replica = await ApiHost.StartAsync(beside: host);
        var (here, there) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        await using var mine = await OpenAsync(host.As(here.Member), "");
        await using var other = await OpenAsync(host.As(there.Member), "");
        await mine.HelloAsync();
        await other.HelloAsync();

        replica.Services.GetRequiredService<Announcer>().Announce(here.Tenant, "proposals");

        Assert.Equal("proposals", await mine.ChangedAsync());
        replica.Services.GetRequiredService<Announcer>().Announce(there.Tenant, "agents");
        Assert.Equal("agents", await other.ChangedAsync());
        Assert.Throws<ArgumentException>(() => host.Services.GetRequiredService<Announcer>().Announce(here.Tenant, "two words"));
    }

    [Fact]
    public async Task A_proposal_that_an_agent_makes_and_one_that_is_routed_are_told_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        var here = await Company.FoundAsync(host);
        await AgentHouse.AddAgentAsync(host, here.Tenant, "scout");
        await AgentHouse.AddAgentAsync(host, here.Tenant, "target");
        await using var mine = await OpenAsync(host.As(here.Member), "");
        await mine.HelloAsync();

        await AgentHouse.ProposeAsync(host, here.Tenant, "scout", "target");
        Assert.Equal("proposals", await mine.ChangedAsync());
        await AgentHouse.InAsync(host, here.Tenant, services => services.GetRequiredService<RouteProposals>().RunAsync("supervisor", 0, TestContext.Current.CancellationToken));
        Assert.Equal("proposals", await mine.ChangedAsync());
    }

    [Fact]
    public async Task Many_writers_at_once_leave_no_gap_and_a_live_reader_no_repeat()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);
        await using var live = await OpenAsync(client, "");
        await live.HelloAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => DispatchAsync(client)));
        var seen = await live.JobsAsync(60);

        Assert.Equal(ids.Order(), seen.Select(e => e.JobId).Order());
        Assert.Equal(60, seen.Select(e => e.Id).Distinct().Count());
        var middle = seen[29];
        await using var resumed = await OpenAsync(client, "", lastEventId: middle.Id);
        await resumed.HelloAsync();
        // What was written in the same moment as the middle one may come again; nothing may be missing.
        var missing = seen.Skip(30).Select(e => e.JobId).ToHashSet();
        var again = new List<Guid>();
        while (missing.Count > 0)
        {
            var next = (await resumed.JobsAsync(1)).Single();
            again.AddRange(missing.Remove(next.JobId) ? [] : [next.JobId]);
        }

        Assert.Subset(seen.Take(30).Select(e => e.JobId).ToHashSet(), again.ToHashSet());
    }

    [Fact]
    public async Task A_stream_ends_with_the_token_and_needs_an_id_of_ours_and_a_sign_in()
    {
        var clock = new SetTime(DateTimeOffset.UtcNow);
        await using var host = await ApiHost.StartAsync(time: clock);
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);

        // One second of the token's hour is left.
        clock.Now += TimeSpan.FromMinutes(60) - TimeSpan.FromSeconds(1);
        await using var live = await OpenAsync(client, "");
        await live.HelloAsync();
        Assert.Empty(await live.JobsAsync(1));

        await (await host.As(company.Member).GetAsync("/api/events?last_event_id=x")).ProblemAsync(HttpStatusCode.BadRequest, "last_event_id");
        await (await host.As(company.Member).GetAsync("/api/events?correlation=x")).ProblemAsync(HttpStatusCode.BadRequest, "correlation");
        await (await host.Anonymous().GetAsync("/api/events")).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_silent_stream_says_that_it_is_there()
    {
        await using var host = await ApiHost.StartAsync(time: new FastTimers());
        var client = host.As((await Company.FoundAsync(host)).Member);
        using var response = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        var read = new List<string?>();
        for (var i = 0; i < 8; i++)
        {
            read.Add(await lines.ReadLineAsync().WaitAsync(Patience));
        }

        Assert.Equal(["event: hello", "id: 0", "data: {\"last_event_id\":0}", "", ":", "", ":", ""], read);
    }

    /// <summary>The real clock with timers that run a hundred times as fast.</summary>
    private sealed class FastTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period > TimeSpan.Zero ? period / 100 : period);
    }

    private static async Task<Guid> DispatchAsync(HttpClient client, Guid? correlation = null) => (await client.PostAsync<DispatchTaskResponse>(
        "/api/employee-dispatch", new { intent = "analyze", from_employee = "tag", to_employee = "crystal", payload = new { }, correlation_id = correlation })).TaskId;

    private static async Task<Reader> OpenAsync(HttpClient client, string query, long? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/events{query}");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId.ToString());
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return new Reader(response, SseParser.Create(await response.Content.ReadAsStreamAsync()));
    }

    private sealed class Reader(HttpResponseMessage response, SseParser<string> parser) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> items = parser.EnumerateAsync().GetAsyncEnumerator();

        public List<string?> Ids { get; } = [];

        public async Task<long> HelloAsync()
        {
            Assert.True(await NextAsync());
            Assert.Equal("hello", items.Current.EventType);
            return JsonDocument.Parse(items.Current.Data).RootElement.GetProperty("last_event_id").GetInt64();
        }

        /// <summary>That anything may have changed is said whenever a listener has begun anew, and proves nothing.</summary>
        private async Task<bool> NextAsync()
        {
            do
            {
                if (!await items.MoveNextAsync().AsTask().WaitAsync(Patience))
                {
                    return false;
                }
            }
            while (items.Current.EventType == "changed" && items.Current.Data.Contains(Announcer.Anything, StringComparison.Ordinal));
            return true;
        }

        /// <summary>The subject of what has changed.</summary>
        public async Task<string> ChangedAsync()
        {
            Assert.True(await NextAsync());
            Assert.Equal(("changed", null), (items.Current.EventType, items.Current.EventId));
            return JsonDocument.Parse(items.Current.Data).RootElement.GetProperty("subject").GetString()!;
        }

        /// <summary>What is paused or limited was changed.</summary>
        public async Task GatesAsync()
        {
            Assert.True(await NextAsync());
            Assert.Equal(("gates", "{}"), (items.Current.EventType, items.Current.Data));
        }

        /// <summary>The next events; fewer where the stream ends.</summary>
        public async Task<List<JobEventMessage>> JobsAsync(int count)
        {
            var seen = new List<JobEventMessage>();
            while (seen.Count < count && await NextAsync())
            {
                Assert.Equal("job", items.Current.EventType);
                Ids.Add(items.Current.EventId);
                seen.Add(JsonSerializer.Deserialize<JobEventMessage>(items.Current.Data, WireJson.Options)!);
            }

            return seen;
        }

        public ValueTask DisposeAsync()
        {
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
