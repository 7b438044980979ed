using Npgsql;

namespace Workforce.Migrations;

/// <summary>Gives the two roles of the services their passwords, which are configuration and so in no migration.</summary>
internal static class RolePasswords
{
    private const int MostTries = 20;

    public static IReadOnlyList<(string Role, string Password)> From(IConfiguration configuration) =>
        [("workforce_app", Required(configuration, "Roles:AppPassword")), ("workforce_engine", Required(configuration, "Roles:EnginePassword"))];

    public static async Task SetAsync(NpgsqlDataSource owner, IReadOnlyList<(string Role, string Password)> passwords, CancellationToken ct)
    {
        foreach (var (role, password) in passwords)
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    await SetAsync(owner, role, password, ct);
                    break;
                }
                catch (PostgresException raced) when (raced.SqlState == PostgresErrorCodes.InternalError && tries < MostTries)
                {
                    // "tuple concurrently updated": roles belong to the server, and another database is being prepared on
                    // it. No lock spans databases. Npgsql has closed the connection, so each try takes one of its own.
                }
            }
        }
    }

    /// <summary>ALTER ROLE takes no parameters, so the text is built and quoted inside the server, where no log of statements shows it.</summary>
    private static async Task SetAsync(NpgsqlDataSource owner, string role, string password, CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using var settings = new NpgsqlCommand("select set_config('workforce.role', $1, false), set_config('workforce.password', $2, false)", connection)
        {
            Parameters = { new() { Value = role }, new() { Value = password } },
        };
        await settings.ExecuteNonQueryAsync(ct);
        await using var alter = new NpgsqlCommand(
            "do $$ begin execute format('alter role %I password %L', current_setting('workforce.role'), current_setting('workforce.password')); end $$", connection);
        await alter.ExecuteNonQueryAsync(ct);
    }

    private static string Required(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : throw new SetupException($"Set {key}: the services sign in to the database with it.");
}
