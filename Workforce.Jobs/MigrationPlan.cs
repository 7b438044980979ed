namespace Workforce.Jobs;

/// <summary>A migration as the database remembers it.</summary>
internal sealed record AppliedMigration(int Number, string Name, string Checksum);

/// <summary>Decides what is left to apply, or why nothing may be.</summary>
internal static class MigrationPlan
{
    public static IReadOnlyList<SqlMigration> Pending(string stream, IReadOnlyList<SqlMigration> files, IReadOnlyList<AppliedMigration> applied)
    {
        for (var i = 0; i < files.Count; i++)
            if (files[i].Number != i + 1)
                throw new MigrationException($"Migrations of '{stream}' must be numbered from 1 without gaps or doubles; number {i + 1} is missing or '{files[i].Name}' is out of place.");
        for (var i = 0; i < applied.Count; i++)
        {
            var was = applied[i];
            if (was.Number != i + 1)
                throw new MigrationException($"The database's record of '{stream}' has a gap before {was.Number} ('{was.Name}'). Restore the record or the database.");
            if (was.Number > files.Count)
                throw new MigrationException($"The database is newer than this program: '{stream}' has migration {was.Number} ('{was.Name}') and this program knows {files.Count}. Run a newer program.");
            if (was.Checksum != files[i].Checksum)
                throw new MigrationException($"Migration {files[i].Name} of '{stream}' has changed since it was applied. Put the file back and add a new migration instead.");
        }
        return [.. files.Skip(applied.Count)];
    }
}
