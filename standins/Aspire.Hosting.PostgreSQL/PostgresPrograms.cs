using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Postgres;

/// <summary>One installed Postgres: the folder of its programs and its major version.</summary>
internal sealed partial record PostgresPrograms(string Folder, int Version)
{
    private static readonly string[] UsualParents = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];
    private static readonly string[] UsualFolders = ["/usr/pgsql", "/usr/local/pgsql/bin", "/usr/bin"];

    /// <summary>Every Postgres of this machine that has the server's programs, newest first.</summary>
    public static IReadOnlyList<PostgresPrograms> Installed(string path, Func<string, string> versionOf) =>
    [
        .. Candidates(path)
            .Where(folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
            // A link on PATH leads to the folder that holds the rest of that version.
            .Select(folder => Path.GetDirectoryName(File.ResolveLinkTarget(Path.Combine(folder, "postgres"), returnFinalTarget: true)?.FullName ?? Path.Combine(folder, "postgres"))!)
            .Distinct(StringComparer.Ordinal)
            .Select(folder => new PostgresPrograms(folder, Major(versionOf(Path.Combine(folder, "postgres")))))
            .Where(programs => programs.Version > 0)
            .OrderByDescending(programs => programs.Version),
    ];

    /// <summary>The newest, or the one that wrote the files there are: another major version cannot read them.</summary>
    /// <exception cref="DistributedApplicationException">None is installed, or not that one.</exception>
    public static PostgresPrograms Choose(IReadOnlyList<PostgresPrograms> installed, int? writtenBy, string folder) =>
        (installed.FirstOrDefault(programs => writtenBy is null || programs.Version == writtenBy), writtenBy) switch
        {
            ({ } programs, _) => programs,
            (null, { } version) when installed.Count > 0 => throw new DistributedApplicationException(
                $"{folder} was written by Postgres {version}, and this machine has {string.Join(", ", installed.Select(programs => programs.Version))}. Install postgresql-{version}, or move the folder away to begin anew."),
            _ => throw new DistributedApplicationException("Postgres was not found on PATH or in /usr/lib/postgresql. Install it (Debian, Ubuntu: apt-get install postgresql), or name a server by ConnectionStrings__postgres."),
        };

    /// <summary><c>postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)</c></summary>
    internal static int Major(string version) =>
        VersionNumber().Match(version) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private static IEnumerable<string> Candidates(string path) =>
        path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(UsualParents.Where(Directory.Exists).SelectMany(parent => Directory.EnumerateDirectories(parent)).Select(version => Path.Combine(version, "bin")))
            .Concat(Directory.Exists("/usr") ? Directory.EnumerateDirectories("/usr", "pgsql-*").Select(version => Path.Combine(version, "bin")) : [])
            .Concat(UsualFolders);

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionNumber();
}
