using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Workforce.Core.Data;

/// <summary>Tells the database whose rows a connection may see, each time one is taken from the pool. Npgsql discards session settings when it goes back, so none leaks to the next user of the connection.</summary>
internal sealed class TenantOnOpen(TenantScope tenant) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Setting(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Setting(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand Setting(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "select set_config('workforce.tenant_id', @tenant, false), set_config('workforce.scope', @scope, false)";
        Add(command, "tenant", tenant.TenantId?.ToString() ?? "");
        Add(command, "scope", tenant.SigningIn ? "sign_in" : "");
        return command;
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
