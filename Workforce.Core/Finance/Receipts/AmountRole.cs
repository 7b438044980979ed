namespace Workforce.Core.Finance.Receipts;

/// <summary>What the words beside an amount say that it is.</summary>
internal enum AmountRole { None, Total, DueTotal, Subtotal, Tax, Tip, Cash, Card, Change, Discount, Rounding, UnitPrice, Ignored }

/// <summary>The words for each role in the languages of the column vocabulary, folded. The first role that fits holds, so narrow ones stand first.</summary>
internal static class AmountWords
{
    private static readonly (AmountRole Role, string[] Phrases)[] Table =
    [
        (AmountRole.Ignored,
        [
            "total items", "total qty", "total quantity", "total savings", "you saved", "total discount", "total hours", "minimum", "points", "unit price", "stuck", "balance brought", "ytd", "previous balance", "loyalty",
            "credit limit", "vat no", "vat number", "gst no", "gst id", "gst reg", "tax id", "ust id", "btw nummer", "btw nr", "uid nr", "steuernummer", "iban", "anzahl artikel",
        ]),
        (AmountRole.Change, ["change", "change due", "ruckgeld", "riickgeld", "rueckgeld", "wechselgeld", "wisselgeld", "retour", "rendu", "monnaie rendue", "cambio", "vuelto", "resto", "troco", "visszajaro", "vraceno", "reszta", "vaxel", "zuruck"]),
        (AmountRole.Subtotal,
        [
            "subtotal", "sub total", "sub totai", "subtota", "zwischensumme", "nettobetrag", "nettosumme", "netto", "subtotaal", "sous total", "total ht", "total excl", "total excluding", "excl gst", "excl vat", "exc gst", "ex vat", "taxable", "amount before tax",
            "grondslag", "totaal excl", "imponible", "base imponible", "mezisoucet", "reszosszeg", "net amount",
        ]),
        (AmountRole.Tip, ["tip", "gratuity", "trinkgeld", "fooi", "pourboire", "propina", "mancia", "gorjeta", "borravalo", "dricks", "napiwek"]),
        (AmountRole.DueTotal,
        [
            "grand total", "total due", "amount due", "balance due", "balance owing", "total payable", "amount payable", "total to pay", "to pay", "please pay", "invoice total", "total amount", "total incl", "total including", "total inc", "total rounded", "rounded total",
            "zu zahlen", "zahlbetrag", "rechnungsbetrag", "endbetrag", "gesamtbetrag", "gesamtsumme", "bruttobetrag", "te betalen", "factuur totaal", "totaal te betalen", "factuurbedrag", "totaal incl", "eindtotaal", "net a payer", "total ttc", "montant total", "total a payer",
            "a payer", "totale complessivo", "importo totale", "totale documento", "total a pagar", "importe total", "total factura", "fizetendo", "k uhrade", "celkem k uhrade", "do zaplaty", "att betala", "at betale", "net pay", "balance oue", "alance due",
        ]),
        (AmountRole.Tax, ["tax", "sales tax", "vat", "gst", "hst", "pst", "qst", "mwst", "ust", "steuer", "umsatzsteuer", "mehrwertsteuer", "btw", "tva", "iva", "moms", "afa", "dph", "alv", "pvm", "taxes"]),
        (AmountRole.Total, ["total", "totals", "totai", "tota1", "jota1", "fotal", "otal", "summe", "gesamt", "totaal", "totale", "importe", "osszesen", "celkem", "razem", "suma", "summa", "i alt", "yhteensa", "viso", "total sale", "sum"]),
        (AmountRole.Cash, ["cash", "cash tendered", "tendered", "geg bar", "gegeben", "bar", "bargeld", "contant", "kontant", "especes", "efectivo", "contanti", "dinheiro", "keszpenz", "hotovost", "gotowka"]),
        (AmountRole.Card, ["card", "credit card", "debit card", "visa", "mastercard", "maestro", "amex", "girocard", "ec karte", "kreditkarte", "pin", "bankpas", "carte", "cb", "tarjeta", "carta", "cartao", "kartya", "kort", "karta", "payment", "paid", "total payments", "amount paid", "betaald", "bezahlt", "paye", "paypal", "apple pay"]),
        (AmountRole.Discount, ["discount", "rabatt", "korting", "remise", "descuento", "sconto", "desconto", "kedvezmeny", "sleva", "rabat"]),
        (AmountRole.Rounding, ["rounding", "rounding adj", "afronding", "rundung", "arrondi", "redondeo", "kerekites", "zaokrouhleni"]),
    ];

    /// <summary>Words that may follow "total" without making it the total of something else (of items, of hours).</summary>
    private static readonly HashSet<string> AfterTotal =
        ["rm", "eur", "usd", "gbp", "chf", "amount", "sale", "sales", "price", "sum", "bon", "beleg", "ttc", "general", "generale", "net", "brutto", "in", "amt", "order", "bill", "visa", "card", "cash", "pin", "payments", "payment", "s", "a", "o"];

    public static AmountRole Of(string label)
    {
        foreach (var (role, phrases) in Table)
        {
            if (Array.Find(phrases, phrase => Reading.Folded.HasPhrase(label, phrase)) is not { } found) continue;

            return role == AmountRole.Total && Follows(label, found) is { } word && !AfterTotal.Contains(word) ? AmountRole.None : role;
        }

        return AmountRole.None;
    }

    /// <summary>The first word with letters behind a phrase, null where nothing follows.</summary>
    private static string? Follows(string label, string phrase) =>
        label[(label.LastIndexOf(phrase, StringComparison.Ordinal) + phrase.Length)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => word.Any(char.IsLetter));
}
