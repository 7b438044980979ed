namespace Workforce.Jobs.Gates;

/// <summary>Which jobs a pause or a limit is about.</summary>
public sealed record JobScope
{
    private JobScope(ScopeOf of, string name, Guid? tenantId)
    {
        if (of != ScopeOf.All && name.Length is 0 or > 200)
            throw new ArgumentException($"The name of a {of.ToString().ToLowerInvariant()} has {name.Length} characters; expected 1 to 200.", nameof(name));
        (Of, Name, TenantId) = (of, name, tenantId);
    }

    /// <summary>By what the jobs are told.</summary>
    public ScopeOf Of { get; }

    /// <summary>Name of the queue, the kind or the key; empty for all.</summary>
    public string Name { get; }

    /// <summary>Only jobs of this tenant; null: those of all tenants together.</summary>
    public Guid? TenantId { get; }

    /// <summary>Every job.</summary>
    public static JobScope All(Guid? tenantId = null) => new(ScopeOf.All, "", tenantId);

    /// <summary>The jobs of a queue (an employee).</summary>
    public static JobScope Queue(string queue, Guid? tenantId = null) => new(ScopeOf.Queue, queue, tenantId);

    /// <summary>The jobs of a kind.</summary>
    /// <exception cref="ArgumentException">That is no kind.</exception>
    public static JobScope Kind(string kind, Guid? tenantId = null) => new(ScopeOf.Kind, JobKindName.Checked(kind), tenantId);

    /// <summary>The jobs that name a key (<see cref="NewJob.Keys"/>).</summary>
    public static JobScope Key(string key, Guid? tenantId = null) => new(ScopeOf.Key, key, tenantId);

    internal static JobScope Read(string of, string name, Guid? tenantId) => new(Enum.Parse<ScopeOf>(of, ignoreCase: true), name, tenantId);

    internal string Wire => Of.ToString().ToLowerInvariant();

    /// <summary>For people: <c>queue mail</c>.</summary>
    public override string ToString() => Of == ScopeOf.All ? "everything" : $"{Wire} {Name}";
}

/// <summary>By what the jobs of a <see cref="JobScope"/> are told.</summary>
public enum ScopeOf
{
    /// <summary>Every job.</summary>
    All,

    /// <summary>By queue.</summary>
    Queue,

    /// <summary>By kind.</summary>
    Kind,

    /// <summary>By a key they name.</summary>
    Key,
}
