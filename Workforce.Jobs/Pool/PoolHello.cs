namespace Workforce.Jobs.Pool;

/// <summary>Who attaches, and what it can do.</summary>
public sealed record PoolHello
{
    /// <summary>It is given this tenant's jobs and no others.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The person whose key it came with.</summary>
    public Guid? UserId { get; init; }

    /// <summary>For people, 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Kinds it does, 1 to 200.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>What its jobs may need, at most 50 of 1 to 200 characters.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>Jobs it can hold at once, 1 to 10,000.</summary>
    public required int Slots { get; init; }

    /// <summary>For people, at most 100 characters.</summary>
    public string Language { get; init; } = "";

    /// <summary>For people, at most 100 characters.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where it comes from, for people.</summary>
    public string Address { get; init; } = "";

    /// <summary>The first thing wrong with it.</summary>
    /// <exception cref="ArgumentException">A member is malformed; <see cref="ArgumentException.ParamName"/> names it as the protocol does.</exception>
    public void ThrowIfBad()
    {
        ThrowIf(Name.Length is 0 or > 100 || HasNul(Name), "name", $"has {Name.Length} characters; expected 1 to 100 and no NUL");
        ThrowIf(Kinds.Count is 0 or > 200, "kinds", $"has {Kinds.Count} entries; expected 1 to 200");
        foreach (var kind in Kinds)
            ThrowIf(!JobKindName.IsOne(kind), "kinds", $"has '{kind}'; expected queue.intent in lower case, e.g. tag.categorize");
        ThrowIf(Twice(Kinds) is not null, "kinds", $"has '{Twice(Kinds)}' twice");
        ThrowIf(Offers.Count > 50, "capabilities", $"has {Offers.Count} entries; expected at most 50");
        foreach (var offer in Offers)
            ThrowIf(offer.Length is 0 or > 200 || HasNul(offer), "capabilities", $"has an entry of {offer.Length} characters; expected 1 to 200 and no NUL");
        ThrowIf(Twice(Offers) is not null, "capabilities", $"has '{Twice(Offers)}' twice");
        ThrowIf(Slots is < 1 or > 10_000, "slots", $"is {Slots}; expected 1 to 10000");
        ThrowIf(Language.Length > 100 || HasNul(Language), "language", $"has {Language.Length} characters; expected at most 100 and no NUL");
        ThrowIf(Version.Length > 100 || HasNul(Version), "version", $"has {Version.Length} characters; expected at most 100 and no NUL");
    }

    private static bool HasNul(string text) => text.Contains('\0', StringComparison.Ordinal);

    private static string? Twice(IReadOnlyList<string> names) => names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;

    private static void ThrowIf(bool bad, string field, string problem)
    {
        if (bad)
            throw new ArgumentException($"{field} {problem}.", field);
    }
}
