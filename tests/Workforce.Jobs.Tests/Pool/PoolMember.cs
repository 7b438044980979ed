using Workforce.Jobs.Pool;

namespace Workforce.Jobs.Tests.Pool;

/// <summary>An attached worker as a test plays it: it reads what it is told, one notice at a time.</summary>
internal sealed class PoolMember(PoolSeat seat)
{
    private readonly List<PoolNotice> read = [];
    private readonly Queue<PoolNotice> told = new();

    public PoolSeat Seat => seat;

    public static PoolHello Hello(Guid tenant, int slots = 1, params string[] kinds) => new()
    {
        TenantId = tenant, Name = "tester", Kinds = kinds is [] ? [Kinds.First.Name] : kinds, Slots = slots, Language = "csharp 14", Version = "1.2.3", Address = "here",
    };

    public static async Task<PoolMember> AttachAsync(JobPool pool, PoolHello hello) => new(await pool.AttachAsync(hello, TestContext.Current.CancellationToken));

    /// <summary>The next notice of this kind; those of other kinds before it, heartbeats aside, are a mistake.</summary>
    public async Task<T> NextAsync<T>()
        where T : PoolNotice
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            while (told.TryDequeue(out var notice))
                if (notice is T wanted)
                    return wanted;
                else if (notice is not PoolNotice.Heartbeat)
                    Assert.Fail($"Expected {typeof(T).Name}, was told {notice}.");
            Assert.True(await seat.NextAsync(read, 100, limit.Token), $"Expected {typeof(T).Name}; nothing comes any more.");
            seat.Heard();
            read.ForEach(told.Enqueue);
        }
    }

    public async Task<PoolJob> JobAsync() => (await NextAsync<PoolNotice.Granted>()).Job;

    public ValueTask EndAsync(PoolJob job, JobOutcome outcome) => seat.EndAsync([PoolOutcome.Of(job.Id, job.LeaseEpoch, outcome)], TestContext.Current.CancellationToken);

    public async Task<(PoolVerdict Status, string Message)> VerdictAsync() =>
        await NextAsync<PoolNotice.Acknowledged>() is var told ? (told.Status, told.Message) : default;
}
