using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Tables;

/// <summary>Words that make a line of a file something other than a transaction.</summary>
internal static class LineWords
{
    private static readonly string[] Opening =
    [
        "opening balance", "balance brought forward", "brought forward", "beginning balance", "starting balance", "previous balance", "balance forward", "last month s balance",
        "previous statement balance", "balance from last statement", "balance b f", "anfangssaldo", "saldovortrag", "alter saldo", "alter kontostand", "anfangsbestand", "solde initial", "ancien solde", "solde precedent", "solde anterieur", "beginsaldo", "vorig saldo",
        "saldo anterior", "saldo inicial", "saldo iniziale", "nyito egyenleg", "pocatecni zustatek", "saldo poczatkowe", "ingaende saldo", "pradinis likutis", "alkusaldo",
    ];

    private static readonly string[] Closing =
    [
        "closing balance", "balance carried forward", "carried forward", "ending balance", "final balance", "new balance", "statement balance", "balance c f", "total amount due", "amount due", "balance due", "total due", "new statement balance", "endsaldo", "schlusssaldo", "neuer saldo", "neuer kontostand",
        "endbestand", "solde final", "nouveau solde", "eindsaldo", "nieuw saldo", "saldo final", "saldo finale", "zaro egyenleg", "konecny zustatek", "saldo koncowe", "utgaende saldo", "galutinis likutis", "loppusaldo",
    ];

    private static readonly string[] Turnover =
        ["turnover", "total debits", "total credits", "total withdrawals", "total deposits", "umsatzsumme", "summe soll", "summe haben", "apyvarta", "forgalom osszesen", "total debit", "total credit", "total des operations", "grand total", "total movements", "total payments"];

    private static readonly HashSet<string> Total = ["total", "totals", "subtotal", "sub total", "sum", "summe", "gesamt", "totaal", "totaux", "sous total", "totale", "osszesen", "celkem", "suma", "razem", "summa", "balance", "saldo", "solde", "kontostand", "current balance"];

    private static readonly HashSet<string> PendingWords =
    [
        "pending", "pending transaction", "pending transactions", "authorised", "authorized", "authorisation", "reserved", "not yet posted", "unposted", "vorgemerkt", "vorgemerkte umsatze", "offen", "en attente", "a venir", "in behandeling",
        "gereserveerd", "pendiente", "retenido", "in sospeso", "in attesa", "pendente", "fuggoben", "ceka na zauctovani", "blokace", "blokada", "oczekujace", "reserverat", "prel", "varaus", "rezervuota", "hold",
    ];

    private static readonly HashSet<string> PostedWords = ["posted", "posted transactions", "completed transactions", "booked transactions", "gebuchte umsatze", "booked"];

    private static readonly HashSet<string> VoidWords =
        ["declined", "failed", "reverted", "cancelled", "canceled", "rejected", "voided", "expired", "abgelehnt", "storniert", "geweigerd", "refuse", "rechazado", "zamitnuto", "odrzucona", "returned unpaid"];

    /// <summary>May stand between the name of a balance and its date.</summary>
    private static readonly HashSet<string> BeforeDate = ["as", "of", "on", "at", "per", "am", "vom", "zum", "au", "du", "le", "op", "al", "del", "a"];

    /// <summary>The balance that the text of a line names, null for a line of another kind.</summary>
    public static BalanceKind? Balance(string text)
    {
        var folded = Folded.Text(text);
        if (Array.Exists(Opening, phrase => Begins(folded, phrase))) return BalanceKind.Opening;
        return Array.Exists(Closing, phrase => Begins(folded, phrase)) ? BalanceKind.Closing : null;
    }

    /// <summary>True for a line that sums up others whatever else it holds.</summary>
    public static bool IsTurnover(string text) => Folded.Text(text) is var folded && Array.Exists(Turnover, phrase => Begins(folded, phrase));

    /// <summary>True for a word that means a sum on a line without a date, and may be a shop's name on a line with one.</summary>
    public static bool IsTotal(string text) => Total.Contains(Folded.Text(text)) || IsTurnover(text);

    public static bool IsPending(string text) => PendingWords.Contains(Folded.Text(text));

    public static bool IsPosted(string text) => PostedWords.Contains(Folded.Text(text));

    public static bool IsVoid(string text) => VoidWords.Contains(Folded.Text(text));

    /// <summary>The phrase, with at most a date or a number behind it ("Opening balance as of 01.10.2026"): a purchase that merely begins alike goes on in words.</summary>
    private static bool Begins(string folded, string phrase) =>
        folded.StartsWith(phrase, StringComparison.Ordinal)
        && (folded.Length == phrase.Length || folded[phrase.Length] == ' ')
        && folded[phrase.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => word.All(char.IsDigit) || BeforeDate.Contains(word) || MonthNames.Number(word) is not null);
}
