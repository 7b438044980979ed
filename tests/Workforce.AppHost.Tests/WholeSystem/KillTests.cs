using System.Globalization;
using System.Text;
using Workforce.Contracts.Finance;
using Workforce.Contracts.Jobs;

namespace Workforce.AppHost.Tests.WholeSystem;

/// <summary>Processes die by kill -9 while statements are under way; every statement completes exactly once all the same.</summary>
public sealed class KillTests
{
    private const int LinesEach = 4;

    private static readonly string[] Kinds = ["prime.parse", "byte.extract", "tag.categorize", "crystal.analyze", "ledger.audit", "notifications.notify"];

    private static CancellationToken Patience => CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromMinutes(20)).Token).Token;

    [Fact]
    public async Task Five_hundred_statements_complete_exactly_once_whatever_is_killed_meanwhile()
    {
        const int Statements = 500;
        var ct = Patience;
        await using var system = await RunningSystem.StartAsync(ct);
        var random = new Random(20260101);
        string[] victims = ["Workforce.Workers.dll", "Workforce.Api.dll", "redis-server", "postgres -D"];
        var done = 0;
        var killing = KillAsync();

        var rows = new StatementRow[Statements];
        await Parallel.ForEachAsync(Enumerable.Range(0, Statements), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (n, token) =>
        {
            var uploaded = await system.UploadAsync($"statement-{n}.csv", Content(n), token);
            rows[n] = await system.DoneAsync(uploaded.Statement.Id, token);
            Interlocked.Increment(ref done);
        });
        var killed = await killing;

        TestContext.Current.TestOutputHelper?.WriteLine($"{Statements} statements; killed: {string.Join(", ", killed)}");
        Assert.All(victims, victim => Assert.Contains(victim, killed));
        Assert.All(rows, row => Assert.Equal((StatementStatus.Completed, LinesEach, LinesEach), (row.Status, row.Transactions, row.Added)));
        await AssertOnceAsync(system, Statements, ct);

        async Task<List<string>> KillAsync()
        {
            var killed = new List<string>();
            // Each process once or more, each after some more statements: where they are then is chance.
            for (var round = 0; round < 8; round++)
            {
                var next = (round + 1) * Statements / 10;
                while (Volatile.Read(ref done) < next)
                {
                    await Task.Delay(random.Next(5, 60), ct);
                }

                var victim = victims[round % victims.Length];
                if (system.Kill(victim) > 0)
                {
                    killed.Add(victim);
                }
            }

            return killed;
        }
    }

    [Fact]
    public async Task Workers_killed_at_each_boundary_between_two_stages_neither_lose_nor_repeat_one()
    {
        var ct = Patience;
        await using var system = await RunningSystem.StartAsync(ct);
        var n = 0;
        foreach (var kind in Kinds)
        {
            var uploaded = (await system.UploadAsync($"boundary-{n}.csv", Content(n++), ct)).Statement;
            await foreach (var message in system.EventsAsync(ct))
            {
                if (message.CorrelationId == uploaded.CorrelationId && message.Kind == kind && message.Type == "completed")
                {
                    system.Kill("Workforce.Workers.dll");
                    break;
                }
            }

            var row = await system.DoneAsync(uploaded.Id, ct);
            Assert.Equal((StatementStatus.Completed, LinesEach), (row.Status, row.Added));
            var timeline = await system.GetAsync<JobTimeline>($"api/jobs/timeline/{uploaded.CorrelationId}", ct);
            Assert.Equal(Kinds, timeline.Jobs.Select(job => job.Job.Kind));
            Assert.All(timeline.Jobs, job => Assert.Equal("completed", job.Job.State));
            Assert.Equal(Kinds, timeline.Events.Where(message => message.Type == "completed").Select(message => message.Kind));
        }

        await AssertOnceAsync(system, n, ct);
    }

    private static async Task AssertOnceAsync(RunningSystem system, int statements, CancellationToken ct)
    {
        Assert.Equal(statements * LinesEach, (await system.GetAsync<TransactionPage>("api/transactions?take=1", ct)).Total);
        foreach (var kind in Kinds)
        {
            var (jobs, after) = (0, (string?)null);
            do
            {
                var page = await system.GetAsync<JobPage>($"api/jobs?kind={kind}&limit=200" + (after is null ? "" : $"&after={Uri.EscapeDataString(after)}"), ct);
                Assert.All(page.Jobs, job => Assert.Equal("completed", job.State));
                (jobs, after) = (jobs + page.Jobs.Count, page.Next);
            }
            while (after is not null);
            Assert.Equal((kind, statements), (kind, jobs));
        }
    }

    /// <summary>A statement of an account of its own: nothing of it stands in another one.</summary>
    private static byte[] Content(int n)
    {
        var csv = new StringBuilder("Date,Description,Amount,Currency,Account\n");
        for (var line = 0; line < LinesEach; line++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"2026-{(line % 9) + 1:00}-{(n % 15) + 13:00},SHOP {n} LINE {line},-{n + 1}.{line:00},USD,ACC-{n:000000}\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }
}
