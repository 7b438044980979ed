using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace Aspire.Hosting.Postgres;

/// <summary>Whether a server answers and has the databases the description gives it; makes those it lacks.</summary>
internal sealed class PostgresCheck(PostgresServerResource server)
{
    public static (string Host, int Port) AddressOf(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return (parts.Host ?? throw new DistributedApplicationException("The connection string of Postgres that configuration names has no Host."), parts.Port);
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connectionString = await ((IResourceWithConnectionString)server).GetConnectionStringAsync(cancellationToken).ConfigureAwait(false);
            var parts = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5, CommandTimeout = 30 };
            // A database named like the user may not exist; this one always does.
            parts.Database ??= "postgres";
            await using var connection = new NpgsqlConnection(parts.ConnectionString);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            foreach (var database in server.Databases.Values.Distinct(StringComparer.Ordinal))
            {
                await MakeAsync(connection, database, cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            throw new DistributedApplicationException($"Postgres refuses the user: {exception.MessageText}. The data folder's parameters.json holds the password its servers were set up with; restore it, or move the folder away to begin anew.", exception);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DistributedApplicationException($"The user that the connection string '{server.Name}' names may not make the databases {string.Join(", ", server.Databases.Values)}: {exception.MessageText}. Make them, or name a user with CREATEDB.", exception);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return exception.Message;
        }
    }

    private static async Task MakeAsync(NpgsqlConnection connection, string database, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            using var quote = new NpgsqlCommandBuilder();
#pragma warning disable CA2100 // A name cannot be a parameter; it comes from the app host's own source, quoted.
            await using var create = new NpgsqlCommand($"create database {quote.QuoteIdentifier(database)}", connection);
#pragma warning restore CA2100
            await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
