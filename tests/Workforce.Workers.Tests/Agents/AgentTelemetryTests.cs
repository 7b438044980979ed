using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Workers.Tests.Agents;

/// <summary>What runs and decisions tell a collector: docs/models.md lists it.</summary>
public sealed class AgentTelemetryTests
{
    [Fact]
    public async Task Runs_and_decisions_are_measured_by_name_and_no_id_is_a_dimension()
    {
        var seen = new ConcurrentQueue<string>();
        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            seen.Enqueue($"{instrument.Name} {{{string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}}");

        using var listener = new MeterListener { InstrumentPublished = (instrument, me) => { if (instrument.Meter.Name is "Workforce.Llm" or "Workforce.Proposals") { me.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        listener.Start();
        await using var shop = await AgentShop.StartAsync();
        await shop.EnableSleeperAsync();
        shop.Bed.Alarms.Writer.TryWrite(true);
        await shop.RunAsync("sleeper");
        var (one, two, three) = (await AgentRunTests.WriteProposalAsync(shop, "one"), await AgentRunTests.WriteProposalAsync(shop, "two"), await AgentRunTests.WriteProposalAsync(shop, "three"));

        using var request = new Activity("request").Start();
        await shop.ReviewAsync(review => review.ApproveAsync(one.Id, null, null, null, Role.Admin, default));
        await shop.ReviewAsync(review => review.RejectAsync(two.Id, null, "no", Role.Admin, default));
        Assert.Equal(
            ["workforce.approval.decision: rejected", $"workforce.proposal.id: {two.Id}", "workforce.proposal.kind: new_skill", "workforce.risk.band: low"],
            request.TagObjects.Select(tag => $"{tag.Key}: {tag.Value}").Order(StringComparer.Ordinal));
        request.Stop();
        await shop.IdleAsync();
        await shop.ReviewAsync(review => review.UndoAsync(one.Id, null, "no", Role.Admin, default));
        await shop.IdleAsync();
        await shop.ExecuteAsync("update proposals.proposal set expires_at = now() where id = $1", three.Id);
        await shop.DispatchAsync();
        await shop.ExecuteAsync("insert into jobs.pause (tenant_id, scope, name, paused_by, reason) values ($1, 'queue', 'sleeper', 'test', '')", shop.Tenant);
        var late = await shop.TriggerAsync("sleeper");
        await shop.ExecuteAsync("update agents.agent set status = 'paused' where agent_id = 'sleeper'");
        await shop.ExecuteAsync("delete from jobs.pause");
        await shop.UntilAsync(async () => (await shop.Jobs.GetAsync(shop.Tenant, late, default))!.State.IsFinished());

        // Other tests are measured in this process as well; the sleeper is in few of them.
        Assert.Superset(
            new HashSet<string>([
                "gen_ai.invoke_agent.duration {gen_ai.operation.name=invoke_agent, gen_ai.agent.name=Sleeper}",
                "workforce.wake.skipped {gen_ai.agent.name=Sleeper, workforce.wake.skip_reason=not_active}",
                "workforce.proposal.undone {}",
                .. from name in new[] { "workforce.approval.decisions", "workforce.approval.wait.duration" }
                   from decision in new[] { "approved", "rejected", "expired" }
                   select $"{name} {{workforce.approval.decision={decision}, workforce.proposal.kind=new_skill, workforce.risk.band=low}}",
            ]),
            seen.ToHashSet());
        Assert.All(seen, told => Assert.DoesNotContain(".id=", told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_is_a_span_by_the_conventions_names()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == "Workforce.Llm", Sample = (ref _) => ActivitySamplingResult.AllData, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);
        await using var shop = await AgentShop.StartAsync();
        await shop.EnableSleeperAsync();
        shop.Bed.Alarms.Writer.TryWrite(true);

        var run = await shop.RunAsync("sleeper");

        var span = Assert.Single(spans, one => Equals(one.GetTagItem("workforce.run.id"), run.Id.ToString()));
        Assert.Equal(("invoke_agent Sleeper", ActivityKind.Internal, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(
            [
                "gen_ai.agent.description: Sleeps.", "gen_ai.agent.id: sleeper", "gen_ai.agent.name: Sleeper", "gen_ai.operation.name: invoke_agent", "gen_ai.provider.name: workforce",
                "workforce.department: people", $"workforce.run.id: {run.Id}", $"workforce.tenant.id: {shop.Tenant}",
            ],
            span.TagObjects.Select(tag => $"{tag.Key}: {tag.Value}").Order(StringComparer.Ordinal));
    }
}
