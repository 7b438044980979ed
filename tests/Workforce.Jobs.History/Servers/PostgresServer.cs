namespace Workforce.Jobs.History.Servers;

/// <param name="settings">More of the server's settings: <c>name=value</c>.</param>
internal sealed class PostgresServer(params string[] settings) : LocalServer
{
    // Debian keeps the programs of each version apart; elsewhere they are on the path.
    private static readonly string Programs = Directory.Exists("/usr/lib/postgresql")
        ? $"{Directory.GetDirectories("/usr/lib/postgresql").OrderBy(d => int.Parse(Path.GetFileName(d))).Last()}/bin/"
        : "";

    private string Data => Path.Combine(Folder, "data");

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres";

    public override async Task StartAsync()
    {
        if (!Directory.Exists(Data))
        {
            if (Environment.IsPrivilegedProcess)
                await RunAsync("chown", "postgres", Folder);
            Check("initdb", await AsPostgresAsync($"{Programs}initdb", "-D", Data, "-U", "postgres", "-A", "trust", "--no-sync"));
        }
        Check("start", await CtlAsync("start"));
    }

    /// <param name="mode">immediate: as a crash would, and it recovers; fast: sessions are ended in good order.</param>
    public async Task RestartAsync(string mode = "immediate") => Check("restart", await CtlAsync("restart", "-m", mode));

    public override Task StopAsync() => CtlAsync("stop", "-m", "immediate");

    private Task<int> CtlAsync(params string[] what) => AsPostgresAsync(
        $"{Programs}pg_ctl", [.. what, "-w", "-D", Data, "-l", Path.Combine(Folder, "log"), "-o", $"-p {Port} -k {Folder} -c listen_addresses=127.0.0.1{string.Concat(settings.Select(s => $" -c {s}"))}"]);

    // The server refuses to run as root.
    private static Task<int> AsPostgresAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments])
        : RunAsync(program, arguments);

    private void Check(string what, int exitCode)
    {
        if (exitCode != 0)
            throw new InvalidOperationException($"Postgres: {what} ended with {exitCode}; its log is {Path.Combine(Folder, "log")}.");
    }
}
