namespace Workforce.Workers.Tests.Pool.Interop;

/// <summary>A sample employee as a user starts it, and the command beside it that gives it a file.</summary>
internal sealed class SampleWorker : IAsyncDisposable
{
    private readonly ClientProgram program;

    private SampleWorker(ClientProgram program) => this.program = program;

    public static SampleWorker Start(string language, string key, string pool, params string[] options) =>
        new(Run(language, "worker", key, ["--pool", pool, "--slots", "1", .. options]));

    /// <summary>One that is attached to this replica. Which it tries first is left to chance, so it may take more than one.</summary>
    public static async Task<SampleWorker> StartAtAsync(PoolHost host, string address, string language, string key, string pool)
    {
        while (true)
        {
            var worker = Start(language, key, pool);
            await host.UntilAsync("select exists (select from jobs.attached_worker where detached_at is null)");
            await worker.SaysAsync("attached to");
            if (worker.Log.Contains($"attached to {address}", StringComparison.Ordinal))
                return worker;
            worker.Terminate();
            await worker.EndAsync();
            await host.UntilAsync("select not exists (select from jobs.attached_worker where detached_at is null)");
            await worker.DisposeAsync();
        }
    }

    /// <summary>Its log.</summary>
    public string Log => program.Errors;

    /// <summary>Until its log says so.</summary>
    public async Task SaysAsync(string text)
    {
        while (!Log.Contains(text, StringComparison.Ordinal))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Gives a file of the samples; ends when the job does.</summary>
    public static async Task<(int Code, string Output, string Told)> GiveAsync(string language, string key, string pool, string file, params string[] options)
    {
        await using var enqueue = Run(language, "enqueue", key, ["--pool", pool, .. options, file]);
        var (code, output) = await enqueue.EndAsync();
        return (code, output, enqueue.Errors);
    }

    public Task<(int Code, string Output)> EndAsync() => program.EndAsync();

    public void Terminate() => program.Signal("TERM");

    public void Kill() => program.Signal("KILL");

    public ValueTask DisposeAsync() => program.DisposeAsync();

    private static ClientProgram Run(string language, string command, string key, string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["WORKFORCE_API_KEY"] = key };
        return language == "python"
            ? ClientProgram.Start("samples/worker-python", environment, [ClientProgram.Python, $"{command}.py", .. arguments])
            : ClientProgram.Start("samples/worker-node", environment, ["node", $"dist/src/{command}.js", .. arguments]);
    }
}
