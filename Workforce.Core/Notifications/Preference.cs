namespace Workforce.Core.Notifications;

/// <summary>What a person wants otherwise than by default.</summary>
public sealed class Preference
{
    public required Guid TenantId { get; init; }

    public required Guid UserId { get; init; }

    public required string GroupName { get; init; }

    public required Channel Channel { get; init; }

    public required bool Wanted { get; set; }
}

/// <summary>What goes to the company's Slack otherwise than by default.</summary>
public sealed class SlackChoice
{
    public required Guid TenantId { get; init; }

    public required string GroupName { get; init; }

    public required bool Wanted { get; set; }
}
