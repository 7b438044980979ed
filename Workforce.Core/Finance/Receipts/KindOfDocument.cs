using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Receipts;

/// <summary>Tells a receipt from an invoice and from a payslip by the words that only one of them has.</summary>
internal static class KindOfDocument
{
    private static readonly string[] PayslipTitles =
        ["payslip", "pay slip", "pay statement", "earnings statement", "lohnabrechnung", "gehaltsabrechnung", "entgeltabrechnung", "lohnzettel", "loonstrook", "salarisstrook", "loonspecificatie", "bulletin de paie", "bulletin de salaire", "fiche de paie", "nomina", "busta paga", "recibo de vencimento", "vyplatni paska", "lonespecifikation", "lonebesked"];

    private static readonly string[] PayslipWords = ["net pay", "gross pay", "employee number", "employee id", "deductions", "pay period", "earnings", "pay rate", "nettolohn", "bruttolohn", "nettoloon", "brutoloon", "salaire net", "salaire brut", "withholding", "social security"];

    private static readonly string[] InvoiceWords =
        ["invoice date", "invoice number", "invoice no", "bill to", "ship to", "due date", "payment terms", "balance due", "rechnung", "rechnungsnummer", "rechnungsdatum", "factuur", "factuurnummer", "factuur datum", "vervaldatum", "factuuradres", "facture", "factura", "fattura", "faktura", "iban", "invoice inv", "purchase order", "po number", "zahlbar bis"];

    private static readonly string[] TillWords =
        ["cash", "change", "cashier", "cashter", "terminal", "register", "table", "server", "thank you", "receipt", "bon nr", "kassenbon", "kasse", "kassa", "bar", "ruckgeld", "riickgeld", "come again", "card holder", "sales associate", "qty", "tel", "ticket", "wisselgeld", "rendu", "bediener", "dine in", "take away"];

    public static DocumentKind Read(IReadOnlyList<ReceiptLine> lines, decimal? total)
    {
        var text = string.Join(' ', lines.Select(line => line.Folded));
        if (Array.Exists(PayslipTitles, title => Folded.HasPhrase(text, title)) ? Count(text, PayslipWords) >= 1 : Count(text, PayslipWords) >= 4) return DocumentKind.Payslip;
        if (total is null) return DocumentKind.Other;

        // A till prints "tax invoice" in some countries, so the one word decides nothing.
        int invoice = Count(text, InvoiceWords), till = Count(text, TillWords);
        if (lines.Any(line => line.Folded is "invoice" or "rechnung" or "factuur" or "facture" or "kopie factuur")) invoice++;
        return invoice > till || (invoice >= 2 && invoice == till) ? DocumentKind.Invoice : DocumentKind.Receipt;
    }

    private static int Count(string text, string[] phrases) => phrases.Count(phrase => Folded.HasPhrase(text, phrase));
}
