namespace Workforce.Core.Finance.Compliance;

/// <summary>Which country's rules a check belongs to.</summary>
public static class Jurisdictions
{
    public const string Everywhere = "*";
    public const string Eu = "EU";

    private static readonly HashSet<string> EuMembers =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ];

    /// <summary>The code as checks are filed under it: upper case, UK as GB, EL as GR; null where none is given.</summary>
    public static string? Normalise(string? country) => country?.Trim().ToUpperInvariant() switch
    {
        null or "" => null,
        "UK" => "GB",
        "EL" => "GR",
        var code => code,
    };

    public static bool IsEu(string? country) => Normalise(country) is { } code && EuMembers.Contains(code);

    public static bool Covers(string jurisdiction, string? country) =>
        jurisdiction == Everywhere || jurisdiction == Normalise(country) || jurisdiction == Eu && IsEu(country);
}
