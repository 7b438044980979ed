namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

/// <summary>What a process may change about its database context, bound from <c>Aspire:Npgsql:EntityFrameworkCore:PostgreSQL</c> and, over it, from the section's child named after the context.</summary>
public sealed class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    /// <summary>The connection string; <c>ConnectionStrings:{name}</c> wins over what the section says.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>True: a transient failure reaches the caller at once. Default false: Npgsql's retrying execution strategy.</summary>
    public bool DisableRetry { get; set; }

    /// <summary>True: no health check named after the context.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>True: Npgsql's spans are not traced.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>True: the meters of Npgsql and EF Core are not read.</summary>
    public bool DisableMetrics { get; set; }

    /// <summary>Seconds a command may take; null: the provider's default (30).</summary>
    public int? CommandTimeout { get; set; }
}
