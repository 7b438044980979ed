using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Postgres;

/// <summary>The files of one server: made once as a whole, by the account that the server runs as.</summary>
internal sealed class PostgresFiles(string folder, PostgresPrograms programs, Account? account, Action<string> say)
{
    /// <summary>The major version that wrote the files; null where there are none.</summary>
    public static int? WrittenBy(string folder) =>
        File.Exists(Path.Combine(folder, "PG_VERSION")) ? int.Parse(File.ReadAllText(Path.Combine(folder, "PG_VERSION")).Trim().Split('.')[0], CultureInfo.InvariantCulture) : null;

    public static async Task<int?> OwnerAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var (_, output) = await Tool.RunAsync(new() { Command = "stat", Arguments = ["-c", "%u", folder], WorkingDirectory = "/" }, cancellationToken).ConfigureAwait(false);
        return int.TryParse(output, CultureInfo.InvariantCulture, out var owner) ? owner : null;
    }

    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Makes the files where there are none. They are made beside and then renamed: a start that was killed in between leaves no half of them.</summary>
    public async Task MakeAsync(PostgresServerResource server, CancellationToken cancellationToken)
    {
        var draft = folder + ".new";
        Delete(draft);
        if (WrittenBy(folder) is not null)
        {
            return;
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new DistributedApplicationException($"{folder} holds files, but no Postgres database (PG_VERSION is missing). Move it away to begin anew.");
        }

        say($"making a database in {folder}");
        Directory.CreateDirectory(draft);
        await OwnAsync(draft, cancellationToken).ConfigureAwait(false);
        var reachable = await IsReachableAsync(draft, cancellationToken).ConfigureAwait(false);
        var user = await server.UserName.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var (exitCode, output) = await Tool.RunAsync(
            new()
            {
                // The password goes in through a pipe that the account itself makes: it may not open one of root's by name.
                Command = "sh",
                Arguments =
                [
                    "-c", "cat | \"$0\" \"$@\"", Path.Combine(programs.Folder, "initdb"),
                    "-D", reachable ? draft : ProcessPlan.HandedOver,
                    "--username", user!, "--pwfile=/dev/stdin", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8",
                ],
                WorkingDirectory = "/",
                Handed = reachable ? null : draft,
                RunAs = account,
            },
            cancellationToken,
            input: await server.PasswordParameter.GetValueAsync(cancellationToken).ConfigureAwait(false) + "\n").ConfigureAwait(false);
        if (exitCode != 0)
        {
            throw new DistributedApplicationException($"{programs.Folder}/initdb could not make a database in {draft} (exit code {exitCode}):\n{output}");
        }

        Delete(folder);
        Directory.Move(draft, folder);
    }

    /// <summary>
    /// Waits for a server of an earlier start that still shuts down on these files, and removes the lock of one that was
    /// killed: Postgres itself would refuse to start when another process has its number since.
    /// </summary>
    public async Task ClearLockAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        // Its first line is the server's process id.
        var file = Path.Combine(folder, "postmaster.pid");
        for (var waited = TimeSpan.Zero; File.Exists(file); waited += TimeSpan.FromMilliseconds(100))
        {
            var first = (await File.ReadAllLinesAsync(file, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
            if (!int.TryParse(first, CultureInfo.InvariantCulture, out var process) || !IsServerOfThisFolder(process))
            {
                File.Delete(file);
                return;
            }

            if (waited > patience)
            {
                throw new DistributedApplicationException($"A Postgres server (process {process}) still runs on {folder}. Stop it with: kill -INT {process}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the server's account can reach a folder by its path.</summary>
    public async Task<bool> IsReachableAsync(string path, CancellationToken cancellationToken)
    {
        var (exitCode, _) = await Tool.RunAsync(new() { Command = "test", Arguments = ["-x", path], WorkingDirectory = "/", RunAs = account }, cancellationToken).ConfigureAwait(false);
        return exitCode == 0;
    }

    private async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (account is null)
        {
            return;
        }

        var (exitCode, output) = await Tool.RunAsync(new() { Command = "chown", Arguments = [$"{account.UserId}:{account.GroupId}", path], WorkingDirectory = "/" }, cancellationToken).ConfigureAwait(false);
        if (exitCode != 0)
        {
            throw new DistributedApplicationException($"{path} could not be given to {account.Name}, who Postgres runs as: {output}");
        }
    }

    private bool IsServerOfThisFolder(int process)
    {
        // A server's working folder is its data folder.
        try
        {
            return ProcessTable.StartedAt(process) is not null && new DirectoryInfo($"/proc/{process}/cwd").ResolveLinkTarget(returnFinalTarget: false)?.FullName == folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
