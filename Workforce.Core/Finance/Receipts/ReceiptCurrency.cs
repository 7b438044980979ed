using System.Text.RegularExpressions;
using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Receipts;

/// <summary>The currency of a receipt: by signs and codes, else by what only one country has.</summary>
internal static partial class ReceiptCurrency
{
    public static (string? Code, double Confidence) Read(IReadOnlyList<ReceiptLine> lines)
    {
        var votes = new Dictionary<string, double>();
        foreach (var line in lines)
        {
            foreach (var amount in line.Amounts)
            {
                if (amount.Currency is { } code) Vote(code, 2);
            }

            foreach (Match word in CodeOrSign().Matches(line.Text)) Vote(Currencies.Code(word.Value)!, 1);
            if (CompanyForm(line.Folded) is { } place) Vote(place, 1.5);
            if (EuroTaxNumber().IsMatch(line.Text)) Vote("EUR", 1.5);
            if (AmericanPlace().IsMatch(line.Text)) Vote("USD", 1);
        }

        if (votes.Count == 0) return (null, 0);

        var (best, weight) = votes.MaxBy(vote => vote.Value);
        return (best, weight / votes.Values.Sum() * (weight >= 2 ? 0.95 : 0.6));

        void Vote(string code, double worth) => votes[code] = votes.GetValueOrDefault(code) + worth;
    }

    /// <summary>Forms of companies that one currency's land alone has.</summary>
    private static string? CompanyForm(string folded) =>
        Folded.HasPhrase(folded, "sdn bhd") ? "MYR"
        : Folded.HasPhrase(folded, "gmbh") || Folded.HasPhrase(folded, "b v") || Folded.HasPhrase(folded, "sarl") || Folded.HasPhrase(folded, "s r l") ? "EUR"
        : Folded.HasPhrase(folded, "pty ltd") ? "AUD"
        : Folded.HasPhrase(folded, "kft") ? "HUF"
        : Folded.HasPhrase(folded, "sp z o o") ? "PLN"
        : Folded.HasPhrase(folded, "pte ltd") ? "SGD"
        : null;

    [GeneratedRegex("""(?<![A-Za-z])(?:EUR|USD|GBP|CHF|MYR|SGD|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RM|€|£|Kč)(?![A-Za-z])""", RegexOptions.CultureInvariant)]
    private static partial Regex CodeOrSign();

    [GeneratedRegex("""\b(?:ATU|DE|FR|NL|BE|ES|IT|IE|PT|FI|LU)[0-9A-Z]{1,2}\d{6,9}(?:B\d\d)?\b""", RegexOptions.CultureInvariant)]
    private static partial Regex EuroTaxNumber();

    // "San Jose, CA 95110": a state and a ZIP code.
    [GeneratedRegex("""\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\s+\d{5}(?:-\d{4})?\b""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AmericanPlace();
}
