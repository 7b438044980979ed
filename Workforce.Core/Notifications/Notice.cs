using Workforce.Core.Identity;

namespace Workforce.Core.Notifications;

/// <summary>Something to be told, for <see cref="Tell"/>.</summary>
public sealed record Notice
{
    /// <summary>The same thing has the same key, within its tenant and for ever: it is told once.</summary>
    public required string Key { get; init; }

    /// <summary>One of <see cref="NoticeCatalog"/>, e.g. <c>budget.near</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>One line of plain text; at most 300 characters are kept.</summary>
    public required string Title { get; init; }

    /// <summary>Plain text; at most 8,000 characters are kept.</summary>
    public required string Text { get; init; }

    /// <summary>Path in the web, beginning with a slash.</summary>
    public string? Link { get; init; }

    public required Audience To { get; init; }

    /// <summary>Passes digests, and quiet hours where the person lets it.</summary>
    public bool Urgent { get; init; }

    /// <summary>Lines below the text.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>By this channel alone, at once and whatever the preferences: a test, a digest.</summary>
    internal Channel? Only { get; init; }
}

/// <summary>Whom a notice concerns.</summary>
public sealed record Audience
{
    private Audience(bool all, IReadOnlyList<Role> roles, IReadOnlyList<Guid> persons) => (All, OfRoles, Persons) = (all, roles, persons);

    /// <summary>Everybody of the tenant, and its Slack.</summary>
    public static Audience Everybody { get; } = new(true, [], []);

    internal bool All { get; }

    internal IReadOnlyList<Role> OfRoles { get; }

    internal IReadOnlyList<Guid> Persons { get; }

    /// <summary>Who has one of exactly these roles, and the tenant's Slack.</summary>
    public static Audience Roles(params Role[] roles) => new(false, roles, []);

    /// <summary>These persons, and nobody else: no Slack.</summary>
    public static Audience People(params Guid[] people) => new(false, [], people);

    /// <summary>One person; null: everybody.</summary>
    public static Audience PersonOrAll(Guid? person) => person is { } id ? People(id) : Everybody;
}
