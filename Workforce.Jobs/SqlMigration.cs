using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Workforce.Jobs;

/// <summary>One numbered SQL file.</summary>
/// <param name="Stream">Whose numbering: one per assembly that owns a schema.</param>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">File name.</param>
/// <param name="Sql">Its text, run in one transaction.</param>
public sealed partial record SqlMigration(string Stream, int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text with line ends as LF, so that a checkout on another system is the same file.</summary>
    public string Checksum => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The files embedded in an assembly as <c>….Migrations.NNNN_name.sql</c>, in order.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static IReadOnlyList<SqlMigration> EmbeddedIn(Assembly assembly, string stream)
    {
        var found = assembly.GetManifestResourceNames()
            .Select(resource => (resource, match: FileName().Match(resource)))
            .Where(r => r.match.Success)
            .Select(r => new SqlMigration(stream, int.Parse(r.match.Groups["number"].Value, CultureInfo.InvariantCulture), r.match.Groups["file"].Value, Read(assembly, r.resource)))
            .OrderBy(m => m.Number)
            .ToArray();
        return found.Length > 0 ? found : throw new InvalidOperationException($"{assembly.GetName().Name} embeds no migrations.");
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\.Migrations\.(?:.*\.)?(?<file>(?<number>\d{4})_[a-z0-9_]+\.sql)\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}

/// <summary>What <see cref="SqlMigrator"/> did.</summary>
/// <param name="Applied">Files run now, in order.</param>
/// <param name="AlreadyThere">How many had been applied before.</param>
public sealed record MigrationReport(IReadOnlyList<string> Applied, int AlreadyThere);

/// <summary>The database and the files do not fit together; nothing was changed.</summary>
public sealed class MigrationException(string message) : Exception(message);

/// <summary>The engine's own migrations.</summary>
public static class JobsMigrations
{
    /// <summary>In order.</summary>
    public static IReadOnlyList<SqlMigration> All { get; } = SqlMigration.EmbeddedIn(typeof(JobsMigrations).Assembly, "jobs");
}
