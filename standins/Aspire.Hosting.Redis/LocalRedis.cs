using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Redis;

/// <summary>A Redis server of the application's own: own files, own port on the loopback address, a password.</summary>
internal sealed class LocalRedis(RedisResource server)
{
    private static readonly string[] Programs = ["redis-server", "valkey-server"];
    private static readonly string[] UsualFolders = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];

    private bool prepared;

    public async Task<ProcessPlan> PlanAsync(LocalServerContext context, CancellationToken cancellationToken)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(UsualFolders)
            .SelectMany(folder => Programs.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new DistributedApplicationException($"redis-server was not found on PATH or in {string.Join(", ", UsualFolders)}. Install it (Debian, Ubuntu: apt-get install redis-server), or name a server by ConnectionStrings__{server.Name}.");
        var folder = Path.Combine(context.Folder, server.Name);
        var keeps = server.Annotations.OfType<DataKeptAnnotation>().Any();
        if (!prepared && !keeps && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        prepared = true;
        Directory.CreateDirectory(folder);
        var password = server.PasswordParameter is null ? null : await server.PasswordParameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var settings = Path.Combine(folder, "redis.conf");
        // A file of the owner's alone: words on the command line can be read by every user of the machine.
        DataFolder.Write(settings, Configuration(context.Port, folder, password, keeps));
        return new() { Command = program, Arguments = [settings], WorkingDirectory = folder };
    }

    internal static string Configuration(int port, string folder, string? password, bool keeps) => $"""
        bind {Endpoints.Loopback}
        port {port}
        dir {Quote(folder)}
        {(password is null ? "# no password" : $"requirepass {Quote(password)}")}
        daemonize no
        always-show-logo no
        loglevel warning
        {(keeps ? "save 60 1" : "save \"\"")}

        """;

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
