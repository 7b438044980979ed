using Workforce.Jobs;

namespace Workforce.Core.Migrations;

/// <summary>The domain's schemas. They build on the engine's: apply <see cref="JobsMigrations.All"/> first.</summary>
public static class CoreMigrations
{
    /// <summary>In order.</summary>
    public static IReadOnlyList<SqlMigration> All { get; } = SqlMigration.EmbeddedIn(typeof(CoreMigrations).Assembly, "core");
}
