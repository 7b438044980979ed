using Workforce.Core.Migrations;
using Workforce.Jobs;
using Workforce.Testing;

namespace Workforce.Workers.Tests;

/// <summary>The product's database, migrated once for all tests of this program.</summary>
internal static class ProductDatabase
{
    public static DatabaseTemplate Migrated { get; } = new((owner, ct) => SqlMigrator.ApplyAsync(owner, [.. JobsMigrations.All, .. CoreMigrations.All], ct));
}
