namespace Workforce.Core.Identity;

/// <summary>One key of ASP.NET Core's data-protection ring, shared by every replica of the Api.</summary>
public sealed class StoredProtectionKey
{
    public long Id { get; init; }

    public required string FriendlyName { get; init; }

    public required string Xml { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
