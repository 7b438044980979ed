namespace Workforce.Core.Identity;

/// <summary>Who acts in the current scope, for the audit trail. Set once, where the scope begins.</summary>
public sealed class Actor
{
    public Guid? ApiKeyId { get; set; }

    public string? Ip { get; set; }

    public string? TraceId { get; set; }
}
