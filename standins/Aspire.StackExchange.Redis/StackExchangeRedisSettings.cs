namespace Aspire.StackExchange.Redis;

/// <summary>What a process may change about its Redis client, bound from <c>Aspire:StackExchange:Redis</c> and, over it, from the section's child named after the connection.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>The connection string; <c>ConnectionStrings:{name}</c> wins over what the section says.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>True: no health check for this client.</summary>
    public bool DisableHealthChecks { get; set; }
}
