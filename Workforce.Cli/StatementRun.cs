using System.Diagnostics;
using Workforce.Contracts.Finance;
using Workforce.Contracts.Jobs;

namespace Workforce.Cli;

/// <summary>Sends files through the pipeline and follows each to its end.</summary>
internal sealed class StatementRun(ApiConnection api, StageBoard board) : IDisposable
{
    private const int UploadsAtOnce = 4;

    // The live stream only hastens a look: a missed event costs at most this.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim places = new(UploadsAtOnce);

    public async Task<IReadOnlyList<StatementOutcome>> RunAsync(IReadOnlyList<string> files, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var live = FollowAsync(stop.Token);
        var outcomes = await Task.WhenAll(files.Select(file => OneAsync(file, ct)));
        await stop.CancelAsync();
        await live;
        return outcomes;
    }

    private async Task<StatementOutcome> OneAsync(string file, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        await places.WaitAsync(ct);
        try
        {
            clock.Restart();
            var (statement, existing) = await UploadAsync(file, ct);
            board.Uploaded(file, statement, existing);
            while (!IsOver(statement.Status))
            {
                await board.ChangedAsync(statement.CorrelationId, LookAgain, ct);
                statement = await api.StatementAsync(statement.Id, ct);
            }

            board.Ended(file, statement);
            return new(file, statement, null, clock.Elapsed.TotalSeconds);
        }
        catch (Exception e) when (e is CommandException or IOException or UnauthorizedAccessException or HttpRequestException)
        {
            board.Lost(file, e.Message);
            return new(file, null, e.Message, clock.Elapsed.TotalSeconds);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<UploadedStatement> UploadAsync(string file, CancellationToken ct)
    {
        if (!File.Exists(file))
        {
            throw new CommandException(Directory.Exists(file) ? "This is a folder: name the files in it." : "No such file.");
        }

        return await api.UploadAsync(file, ct);
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        string? lastId = null;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await foreach (var message in api.EventsAsync(lastId, ct))
                {
                    lastId = message?.Id.ToString() ?? lastId;
                    Show(message);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                await Task.Delay(LookAgain, CancellationToken.None);
            }
        }
    }

    private void Show(JobEventMessage? message)
    {
        if (message is not null)
        {
            board.Progress(message);
        }
    }

    public void Dispose() => places.Dispose();

    private static bool IsOver(StatementStatus status) => status is not (StatementStatus.Uploaded or StatementStatus.Processing);
}
