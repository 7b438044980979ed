using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Budgets;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Testing;

namespace Workforce.Core.Tests.Budgets;

/// <summary>A database with one tenant, and a clock that the test sets.</summary>
internal sealed class Books : IAsyncDisposable
{
    private readonly TestDatabase database;

    private Books(TestDatabase database) => this.database = database;

    public Guid Tenant { get; } = Guid.CreateVersion7();

    public SetClock Clock { get; } = new(new(2026, 3, 31, 23, 30, 0, TimeSpan.Zero));

    public BudgetCaller Caller => new(Tenant, "people", "skill_scout", Guid.CreateVersion7());

    public static async Task<Books> OpenAsync()
    {
        var books = new Books(await TestDatabase.CreateAsync(ProductDatabase.Migrated));
        await books.ExecuteAsync($"insert into identity.tenant (id, name) values ('{books.Tenant}', 'Test')");
        return books;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ReadAsync<T>(Func<WorkforceDbContext, Task<T>> read)
    {
        await using var db = Context();
        return await read(db);
    }

    public Task<(BudgetReservation? Reserved, BudgetRefusal? Refused)> ReserveAsync(BudgetCaller caller, long tokens, decimal usd, int seconds = 60) =>
        ReadAsync(db => new BudgetLedger(db, Clock).ReserveAsync(caller, tokens, usd, "test", TimeSpan.FromSeconds(seconds), CancellationToken.None));

    public Task<IReadOnlyList<BudgetAlert>> SettleAsync(BudgetReservation reservation, long tokens, decimal usd, string model = "small") =>
        ReadAsync(db => new BudgetLedger(db, Clock).SettleAsync(reservation, Call(reservation, tokens, usd, model), [], CancellationToken.None));

    public Task<int> ReleaseAsync(BudgetReservation reservation) => ReadAsync(async db =>
    {
        await new BudgetLedger(db, Clock).ReleaseAsync(reservation, CancellationToken.None);
        return 0;
    });

    public Task<int> DecideAsync(Func<BudgetCeilings, Task> decide) => ReadAsync(async db =>
    {
        await decide(new BudgetCeilings(db, new AuditTrail(db, new Actor(), Clock)));
        return 0;
    });

    public async Task<BudgetUse> UseAsync(string scope, string? name = null) =>
        (await ReadAsync(db => BudgetUse.TodayAsync(db, Clock.GetUtcNow(), CancellationToken.None))).Single(use => use.Scope == scope && (name is null || use.Name == name));

    public ModelCall Call(BudgetReservation reservation, long tokens, decimal usd, string model = "small") => new()
    {
        Id = reservation.Id,
        Caller = reservation.Caller,
        Question = "test",
        ThreadId = reservation.Id,
        Profile = "json.fast",
        ModelAsked = model,
        ModelUsed = model,
        Provider = "openai",
        Attempt = 1,
        InputTokens = tokens - (tokens / 4),
        OutputTokens = tokens / 4,
        CostUsd = usd,
        Status = ModelCallStatus.Ok,
        CreatedAt = Clock.GetUtcNow(),
    };

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private WorkforceDbContext Context()
    {
        var scope = new TenantScope();
        scope.Enter(Tenant, Tenant);
        var settings = new NpgsqlConnectionStringBuilder(database.As("workforce_app")) { MaxPoolSize = 20 };
        return new WorkforceDbContext(new DbContextOptionsBuilder<WorkforceDbContext>().UseNpgsql(settings.ConnectionString).Options, scope);
    }

    internal sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
