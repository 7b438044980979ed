using System.Net;
using System.Text.Json;
using Workforce.Contracts;
using Workforce.Contracts.Finance;
using Workforce.Contracts.Jobs;
using Workforce.Web.Clients;
using Workforce.Web.Live;

namespace Workforce.Web.Finance.Uploads;

/// <summary>The files given in this visit and where each is. It belongs to the circuit, so going to another page loses nothing.</summary>
internal sealed class UploadRuns : IDisposable
{
    /// <summary>Events that came before the upload's own answer told which correlation is ours.</summary>
    private const int Remembered = 500;

    private readonly FinanceClient finance;
    private readonly JobsClient jobs;
    private readonly LiveEvents live;
    private readonly TimeProvider time;
    private readonly Queue<JobEventMessage> recent = new();
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private IReadOnlyList<FileRun> runs = [];

    public UploadRuns(FinanceClient finance, JobsClient jobs, LiveEvents live, TimeProvider time)
    {
        this.finance = finance;
        this.jobs = jobs;
        this.live = live;
        this.time = time;
        live.Arrived += Take;
        live.ConnectionChanged += Resume;
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<FileRun> Runs => runs;

    public IEnumerable<FileRun> Active => runs.Where(run => !run.IsOver);

    public event Action? Changed;

    /// <summary>Raised when a file is through: what pages show has changed.</summary>
    public event Action? Finished;

    /// <summary>Set by the layout: makes the browser send the file to the address.</summary>
    public Func<string, string, ValueTask>? Send { get; set; }

    public async Task AddAsync(string id, string fileName, long size, FileKind kind, string? hints)
    {
        var run = new FileRun(id, fileName, size, time.GetUtcNow());
        lock (gate)
            runs = [run, .. runs.Where(old => old.Id != id)];
        if (size > FileKinds.LargestFile)
        {
            run.Kind = kind;
            run.Refused(new ApiProblem((int)HttpStatusCode.RequestEntityTooLarge, "The file is larger than 20 MiB", null, [], null), time.GetUtcNow());
        }
        else if (kind != FileKind.Unknown)
        {
            await StartAsync(run, kind, hints);
        }

        Changed?.Invoke();
    }

    public async Task StartAsync(FileRun run, FileKind kind, string? hints = null)
    {
        run.Kind = kind;
        run.StartedAt = time.GetUtcNow();
        run.Sending(0);
        Changed?.Invoke();
        if (Send is { } send)
            await send(run.Id, (kind == FileKind.Receipt ? "uploads/receipts" : "uploads/statements") + (hints is null ? "" : $"?{hints}"));
    }

    public void Sent(string id, int percent)
    {
        if (Find(id) is not { State: RunState.Sending } run)
            return;
        run.Sending(percent);
        Changed?.Invoke();
    }

    /// <param name="status">The API's status; 0 when the browser got no answer.</param>
    public async Task AnsweredAsync(string id, int status, string body)
    {
        if (Find(id) is not { } run)
            return;
        if (status is >= 200 and < 300)
            Accept(run, body);
        else
            run.Refused(await ProblemAsync(status, body), time.GetUtcNow());
        Changed?.Invoke();
        if (run.CorrelationId is not null)
            await CatchUpAsync(run);
    }

    public void Dismiss(FileRun run)
    {
        lock (gate)
            runs = [.. runs.Where(other => other != run)];
        Changed?.Invoke();
    }

    public void DismissFinished()
    {
        lock (gate)
            runs = [.. runs.Where(run => !run.IsOver)];
        Changed?.Invoke();
    }

    private void Accept(FileRun run, string body)
    {
        if (run.Kind == FileKind.Receipt)
        {
            var answer = JsonSerializer.Deserialize<UploadedReceipt>(body, WireJson.Options)!;
            run.Accepted(answer.Receipt, answer.Existing);
        }
        else
        {
            var answer = JsonSerializer.Deserialize<UploadedStatement>(body, WireJson.Options)!;
            run.Accepted(answer.Statement, answer.Existing);
        }

        lock (gate)
        {
            foreach (var message in recent)
                run.Take(message);
        }
    }

    private static async Task<ApiProblem> ProblemAsync(int status, string body)
    {
        if (status == 0)
            return ApiProblem.NoAnswer("The file did not arrive: the connection broke on the way. Try again.");
        using var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        return await ApiProblem.ReadAsync(response, CancellationToken.None);
    }

    /// <summary>Asks what the live stream may not have told: events from before we listened, and the outcome.</summary>
    private async Task CatchUpAsync(FileRun run)
    {
        try
        {
            if (!run.Existing)
                await ListenBackAsync(run);
            await LearnAsync(run);
        }
        catch (ApiProblemException)
        {
            // The banner tells that the API is away; the next event or reconnection asks again.
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Changed?.Invoke();
    }

    private async Task ListenBackAsync(FileRun run)
    {
        try
        {
            foreach (var message in (await jobs.TimelineAsync(run.CorrelationId!.Value, stop.Token)).Events)
                run.Take(message);
        }
        catch (ApiProblemException none) when (none.Problem.Status == StatusCodes.Status404NotFound)
        {
            // A file that was refused at the door has no jobs.
        }
    }

    private async Task LearnAsync(FileRun run)
    {
        if (run.IsOver)
            return;
        if (run.Statement is { } statement)
            run.Know(await finance.StatementAsync(statement.Id, stop.Token));
        else if (run.Receipt is { } receipt)
            run.Know(await finance.ReceiptAsync(receipt.Id, stop.Token));
        if (run.IsOver)
            Finished?.Invoke();
    }

    private void Take(JobEventMessage message)
    {
        lock (gate)
        {
            recent.Enqueue(message);
            if (recent.Count > Remembered)
                recent.Dequeue();
        }

        if (runs.FirstOrDefault(run => run.Take(message)) is not { } run)
            return;
        Changed?.Invoke();
        // The outcome is the statement's own; an employee that is through is the sign to look.
        if (message.Type is "completed" or "failed" or "cancelled")
            _ = CatchUpAsync(run);
    }

    private void Resume()
    {
        if (!live.IsConnected)
            return;
        foreach (var run in Active.Where(run => run.CorrelationId is not null))
            _ = CatchUpAsync(run);
    }

    private FileRun? Find(string id) => runs.FirstOrDefault(run => run.Id == id);

    public void Dispose()
    {
        live.Arrived -= Take;
        live.ConnectionChanged -= Resume;
        stop.Cancel();
        stop.Dispose();
    }
}
