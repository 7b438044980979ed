using Workforce.Core.Finance.Categories.Rules;

namespace Workforce.Core.Finance.Categories;

/// <param name="Name">For people, accents kept. Never empty.</param>
/// <param name="Key">For equality: folded to lower-case words with single blanks, always <c>KeyOf(Name)</c>. Empty where the line names nobody.</param>
public sealed record Merchant(string Name, string Key)
{
    public static Merchant Nobody { get; } = new("Unnamed", "");
}

/// <summary>Finds who was paid in what a bank prints: <c>AMZN Mktp US*2K4</c> is Amazon, <c>POS10SEP DOMINO'S PIZ</c> is Domino's Pizza.</summary>
public static class Merchants
{
    private const int LongestName = 60;

    /// <summary>A name stands near the start; what a bank prints after this many characters is bookkeeping, and cleaning it costs time.</summary>
    private const int LongestPrint = 240;

    /// <summary>Names of a kind of movement and of payment firms. They say nothing about who was paid, so nothing is learned about them.</summary>
    private static readonly HashSet<string> GenericWords =
    [
        "cash", "atm", "atmd", "cheque", "check", "chq", "paid", "deposit", "withdrawal", "transfer", "payment", "payments", "purchase", "debit", "credit", "card", "bank", "sepa", "dd", "so", "ct",
        "pos", "online", "fee", "wire", "incoming", "outgoing", "electronic", "mobile", "banking", "direct", "giro", "ach", "eft", "visa", "mastercard", "paypal", "klarna", "twint", "stripe", "sumup", "received", "thank", "you",
        "uberweisung", "ueberweisung", "lastschrift", "gutschrift", "dauerauftrag", "bargeld", "geldautomat", "sammler", "umbuchung", "kartenzahlung", "auszahlung", "einzahlung",
        "virement", "prelevement", "retrait", "especes", "paiement", "carte", "distributeur", "dab", "depot", "remise",
        "overboeking", "incasso", "betaling", "opname", "storting", "transferencia", "recibo", "cajero", "pago", "efectivo", "bonifico", "prelievo", "pagamento", "versamento", "balance", "service", "reference", "unnamed",
    ];

    public static Merchant Normalise(string description, string? counterparty)
    {
        // A counterparty that only names the kind of movement or the payment firm hides the merchant; the description may still tell.
        var useful = !string.IsNullOrWhiteSpace(counterparty) && !IsGeneric(KeyOf(counterparty));
        var printed = Start(useful ? counterparty! : description);
        if (KnownMerchants.In(TextFold.Words(printed)) is { } known)
        {
            return Of(known.Value.Name);
        }

        var name = Clean(printed);
        return Of(!useful && IsGeneric(KeyOf(name)) && !string.IsNullOrWhiteSpace(counterparty) ? Clean(Start(counterparty)) : name);
    }

    /// <summary>The key of a merchant's display name.</summary>
    public static string KeyOf(string name) => TextFold.Fold(name);

    /// <summary>True where every word of the key names a kind of movement or a payment firm, or the key is empty.</summary>
    public static bool IsGeneric(string key) => key.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(GenericWords.Contains);

    private static string Start(string printed) => printed.Length <= LongestPrint ? printed : printed[..LongestPrint];

    private static Merchant Of(string name) => KeyOf(name) is { Length: > 0 } key ? new(name, key) : Merchant.Nobody;

    private static string Clean(string printed)
    {
        var text = printed;
        foreach (var (pattern, keep) in MerchantNoise.Patterns)
        {
            var cleaned = pattern.Replace(text, keep);
            text = cleaned.Any(char.IsLetter) ? cleaned : text;
        }

        var words = MerchantEndings.Trim(text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        var name = NameCase.Of(string.Join(' ', words).Trim(',', ';', '-', '/', '*'));
        return name.Length <= LongestName ? name : name[..LongestName].TrimEnd();
    }
}
