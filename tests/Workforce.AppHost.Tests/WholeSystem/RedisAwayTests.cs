using System.Net.Http.Headers;
using System.Text.Json;
using Workforce.Contracts;
using Workforce.Contracts.Finance;
using Workforce.Testing;

namespace Workforce.AppHost.Tests.WholeSystem;

/// <summary>The same statements and receipts through the whole system twice: with Redis, and without it from start to end.</summary>
public sealed class RedisAwayTests
{
    private static CancellationToken Patience => CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromMinutes(10)).Token).Token;

    [Fact]
    public async Task Without_Redis_from_start_to_end_the_result_is_the_same()
    {
        var with = await ResultsAsync();
        // A port on which nobody listens.
        var without = await ResultsAsync("--ConnectionStrings:cache=127.0.0.1:1,abortConnect=false");

        TestContext.Current.TestOutputHelper?.WriteLine($"{with.Count} results compared.");
        // Only what differs, so that a failure can be read.
        Assert.Equal("", string.Join("\n", with.Except(without)));
        Assert.Equal("", string.Join("\n", without.Except(with)));
        Assert.Equal(with.Count, without.Count);
    }

    private static async Task<IReadOnlyList<string>> ResultsAsync(params string[] settings)
    {
        var ct = Patience;
        await using var system = await RunningSystem.StartAsync(ct, settings);
        Assert.Equal(settings.Length == 0, system.Runs("redis-server"));
        var statements = new List<Guid>();
        foreach (var file in Statements())
        {
            // One after the other: what overlaps between two files goes to the one that came first.
            var uploaded = await system.UploadAsync(Path.GetFileName(file), await File.ReadAllBytesAsync(file, ct), ct);
            statements.Add((await system.DoneAsync(uploaded.Statement.Id, ct)).Id);
            await system.AtRestAsync(ct);
        }

        var results = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Samples.FileOf("receipts")).Order())
        {
            results.Add(Told(await ReceiptAsync(system, file, ct)));
            await system.AtRestAsync(ct);
        }

        foreach (var statement in statements)
        {
            var row = await system.GetAsync<StatementRow>($"api/statements/{statement}", ct);
            results.Add(Told(row with { Id = default, CorrelationId = default, UploadedAt = default, CompletedAt = null }));
        }

        Assert.Contains(results, result => result.Contains("\"completed\"", StringComparison.Ordinal));
        await foreach (var row in AllAsync(skip => system.GetAsync<TransactionPage>($"api/transactions?take=500&skip={skip}", ct), page => page.Transactions))
        {
            results.Add(Told(row with { Id = default, AccountId = default, StatementId = null, ReceiptId = row.ReceiptId is null ? null : Guid.Empty }));
        }

        await foreach (var row in AllAsync(skip => system.GetAsync<InsightRow[]>($"api/insights?skip={skip}", ct), page => page))
        {
            results.Add(Told(row with { Id = default, CreatedAt = default, TransactionIds = [.. row.TransactionIds.Select(_ => Guid.Empty)] }));
        }

        await foreach (var row in AllAsync(skip => system.GetAsync<FindingRow[]>($"api/findings?skip={skip}", ct), page => page))
        {
            results.Add(Told(row with { Id = default, CreatedAt = default, TransactionIds = [.. row.TransactionIds.Select(_ => Guid.Empty)] }));
        }

        results.AddRange((await system.GetAsync<RecurringRow[]>("api/recurring", ct)).Select(row => Told(row with { AccountId = default, Key = row.Key[row.Key.IndexOf('/', StringComparison.Ordinal)..] })));
        // Equal rows are listed by their ids, and those differ from run to run.
        return [.. results.Order(StringComparer.Ordinal)];
    }

    private static async IAsyncEnumerable<TRow> AllAsync<TPage, TRow>(Func<int, Task<TPage>> ask, Func<TPage, IReadOnlyList<TRow>> rows)
    {
        for (var (skip, page) = (0, rows(await ask(0))); page.Count > 0; page = rows(await ask(skip)))
        {
            foreach (var row in page)
            {
                yield return row;
            }

            skip += page.Count;
        }
    }

    private static async Task<ReceiptRow> ReceiptAsync(RunningSystem system, string file, CancellationToken ct)
    {
        var content = await File.ReadAllBytesAsync(file, ct);
        var uploaded = await system.AskAsync<UploadedReceipt>(
            async (client, token) =>
            {
                using var form = new MultipartFormDataContent { { new ByteArrayContent(content) { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/octet-stream") } }, "file", Path.GetFileName(file) } };
                return await client.PostAsync("api/receipts", form, token);
            },
            ct);
        var row = uploaded.Receipt;
        while (row.Status is ReceiptStatus.Uploaded or ReceiptStatus.Reading)
        {
            await Task.Delay(100, ct);
            row = await system.GetAsync<ReceiptRow>($"api/receipts/{row.Id}", ct);
        }

        return row with { Id = default, CorrelationId = default, UploadedAt = default, TransactionId = row.TransactionId is null ? null : Guid.Empty };
    }

    private static List<string> Statements() =>
    [
        .. Directory.EnumerateFiles(Samples.FileOf("statements")).Order(StringComparer.Ordinal),
        .. Fixtures.Root is { } root ? Directory.EnumerateFiles(Path.Combine(root, "statements"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : Enumerable.Empty<string>(),
    ];

    private static string Told<T>(T row) => JsonSerializer.Serialize(row, WireJson.Options);
}
