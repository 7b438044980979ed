using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Categories;

/// <summary>What banks print around a name. Each pattern is applied once, in this order; none may leave the text without a letter.</summary>
internal static partial class MerchantNoise
{
    internal static IReadOnlyList<(Regex Pattern, string Keep)> Patterns { get; } =
    [
        // Structured remittance text: the name or the purpose is one field of it.
        (SlashName(), "$1"),
        (SwiftPurpose(), "$1"),
        (SwiftTag(), " "),
        (AfterReference(), " "),
        (AfterLabel(), "$1"),
        // "/Berlin/DE" and "//Chemnitz/DE" at the end of German card lines.
        (PlaceAfterSlashes(), " "),
        // Prefixes of the kind of movement, once each, outermost first.
        (AtmCode(), "ATM "),
        (CardCodePrefix(), " "),
        (KindPrefix(), " "),
        (KindPrefix(), " "),
        (KindSuffix(), ""),
        // Payment firms that stand before the merchant.
        (ProcessorPrefix(), ""),
        // Figures: moments, amounts, numbers of cards, terminals, references.
        (ExchangedAmount(), " "),
        (TimeStamp(), " "),
        (Day(), " "),
        (ShortDay(), " "),
        (Clock(), " "),
        (CardMask(), " "),
        (Labelled(), " "),
        (MailOrWeb(), "$1"),
        (Reference(), " "),
        (LooseNumber(), " "),
        (TrailingPunctuation(), " "),
    ];

    // /TRTP/SEPA OVERBOEKING/IBAN/NL../BIC/../NAME/Bakker BV/REMI/Factuur
    [GeneratedRegex(@"^.*/NAME/([^/]+)/?.*$", RegexOptions.IgnoreCase)]
    private static partial Regex SlashName();

    // EREF+123 SVWZ+Miete April ABWA+Hausverwaltung
    [GeneratedRegex(@"^.*\bSVWZ\+(.+?)(?:\b(?:EREF|KREF|MREF|CRED|DEBT|ABWA|ABWE|IBAN|BIC|PURP|COAM|OAMT)\+.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex SwiftPurpose();

    [GeneratedRegex(@"\b(?:EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP|COAM|OAMT|MTLG)[+:]\S*", RegexOptions.IgnoreCase)]
    private static partial Regex SwiftTag();

    [GeneratedRegex(@"\b(?:betalingskenm(?:erk)?|kenmerk|omschrijving|mandaat\s?id|mandatsref\w*|mandate|glaeubiger\s?id|gläubiger\s?id|incassant\s?id|betreft factuur|payment reference|reference|referenz|réf(?:érence)?|ref)\b[.:]*.*$|,PAS\d+.*$", RegexOptions.IgnoreCase)]
    private static partial Regex AfterReference();

    [GeneratedRegex(@"(?<=\S)\s*//?[^/]{2,30}/[A-Z]{2,3}\b.*$")]
    private static partial Regex PlaceAfterSlashes();

    // "GIRO AUS ONLINE-SIC 80532 AUFTRAGGEBER: JANE DOE", "Z RACH.: 56..; OD: JAN NOWAK; TYT.: .."
    [GeneratedRegex(@"^.*\b(?:auftraggeber|zahlungspflichtiger|empf(?:ae|ä)nger|donneur d'ordre|b[ée]n[ée]ficiaire|od|dla):\s*([^;]+).*$", RegexOptions.IgnoreCase)]
    private static partial Regex AfterLabel();

    // ATM08SEP, ATMD 23SEP
    [GeneratedRegex(@"^\s*ATMD?\s?\d{1,2}\s?[A-Z]{3}\b", RegexOptions.IgnoreCase)]
    internal static partial Regex AtmCode();

    // POS31AUG, P0109US, "BEA NR:XXX1234 21.05.11/12.54", "V2345"
    [GeneratedRegex(@"^\s*(?:POS\s?\d{1,2}\s?[A-Z]{3}\b|P\d{4}[A-Z]{2}\b|(?:BEA|GEA)\s+NR:\S+|GIRO\s+\d+|V\d{4}\b|CB\s?\*?\d{2,}|CARTE\s+[X\d]{4,})", RegexOptions.IgnoreCase)]
    private static partial Regex CardCodePrefix();

    [GeneratedRegex(
        @"^\s*(?:pos|eftpos(?: wdl)?(?: handyway)?|visa(?: debit)?|mastercard|maestro|debit(?: card)?|credit card|card|contactless|online|recurring|"
        + @"pre-?authori[sz]ed|checkcard|point of sale)\s+(?:debit|purchase|payment|transaction|zahlung|kauf)?\s*(?:authorized on|to|at|from|an|bei)?[\s:;,-]+(?=\S)|"
        + @"^\s*(?:purchase(?: authorized on)?|bill payment|direct debit|standing order|faster payments?|automatic withdrawal|electronic funds transfer|ach (?:debit|credit)|sepa (?:dd|ct|direct debit|credit transfer)|"
        + @"kartenzahlung(?:en)?|girocard|sepa[- ]?lastschrift|lastschrift(?:einzug)?|basislastschrift|folgelastschrift|dauerauftrag|(?:online[- ]?|sepa[- ]?)?(?:ue|ü)berweisung(?:sgutschrift)?|gutschrift|kauf|"
        + @"prlv(?: sepa)?|pr[ée]l[èe]vement(?: sepa)?|virement(?: (?:sepa|re[çc]u|[ée]mis|vers|de|instantan[ée]))*|vir(?: sepa| inst)*|paiement (?:par )?(?:carte|cb)|paiement facture|achat(?: cb| carte)?|facture carte|"
        + @"compra(?: en| tarj\w*\.?)?|pago (?:en|con tarjeta)|adeudo(?: recibo)?|recibo|transferencia (?:de|a|recibida|emitida)|bizum(?: a| de)?|"
        + @"betaalautomaat|betaling|incasso|ideal|sepa (?:incasso|overboeking)|bancontact|pagamento(?: pos| carta)?|addebito(?: sdd| diretto)?|pirkinys)[\s:;,/-]+(?=\S)",
        RegexOptions.IgnoreCase)]
    private static partial Regex KindPrefix();

    [GeneratedRegex(@"(?<=\S)\s+(?:dauerauftrag|lastschrift|(?:ue|ü)berweisung|gutschrift|kartenzahlung|sepa[- ]lastschrift|direct debit|standing order|pr[ée]l[èe]vement|virement permanent)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex KindSuffix();

    [GeneratedRegex(@"^\s*(?:pay\s?pal|pp|sq|sumup|izettle|zettle|iz|tst|sp|cko|paddle\.net|stripe|klarna|mollie|adyen|payu|eb|fs|gpay|lsp?|ppro|twint)\s?\*\s?|^\s*www\.|^\s*(?:paypal|klarna|sumup|zettle)\s?[._]\s?", RegexOptions.IgnoreCase)]
    private static partial Regex ProcessorPrefix();

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}T\d{2}[.:]\d{2}\S*", RegexOptions.IgnoreCase)]
    private static partial Regex TimeStamp();

    [GeneratedRegex(@"\b(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})\b(?:/\d{1,2}[.:]\d{2})?|\b\d{1,2}\s?(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*\.?(?:\s?\d{2,4})?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Day();

    [GeneratedRegex(@"(?<![\w.])\d{1,2}[/.]\d{1,2}\.?(?![\w])", RegexOptions.IgnoreCase)]
    private static partial Regex ShortDay();

    [GeneratedRegex(@"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:uhr|h|am|pm)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    // "15.31 LTL", "EUR 12,50", "5.00@1.18483"
    [GeneratedRegex(@"\b\d+(?:[.,]\d+)*\s?@\s?\d+[.,]\d+\b|\b\d+(?:[.,]\d{2})?\s?(?:EUR|USD|GBP|CHF|LTL|SGD|PLN|SEK|NOK|DKK|CAD|AUD)\b|\b(?:EUR|USD|GBP|CHF|LTL|SGD|PLN|SEK|NOK|DKK|CAD|AUD)\s?\d+(?:[.,]\d{2})?\b")]
    private static partial Regex ExchangedAmount();

    [GeneratedRegex(@"\b(?:card\s+)?ending\s+in\s+\d{4}\b|[xX*]{2,}[-\s]?\d{2,6}\b|\b\d{4}[xX*]{4,}\d{0,4}\b|\bDebit k\.?\s?\d+\b", RegexOptions.IgnoreCase)]
    private static partial Regex CardMask();

    // "PPD ID: 1111111111", "WEB ID: C23", "Check #1002", "No. 12", "invoice no. 123456", "TAN 002153"
    [GeneratedRegex(@"\b(?:(?:ppd|web|tel|ccd|arc)\s+id:?\s*\w+|(?:invoice|order|customer|contract|account|a/c)\s+(?:no|nr|number)?\.?:?\s*#?\d\w*|(?:no|nr|n°|num|fil)\.?:?\s*\d+\w*|#\s*\d+|\d?\.?tan\s\d+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"\b(?:https?://)?(?:www\.)?([a-z0-9-]{2,})\.(?:com|co\.uk|de|fr|nl|net|org|eu|io|es|it|ch|at|be|ie)\b(?:/\S*)?", RegexOptions.IgnoreCase)]
    private static partial Regex MailOrWeb();

    // A run with a digit in it of six or more, or of letters and digits mixed as only machines write: US000NEI9T, 2K4, A5144608.
    [GeneratedRegex(@"(?<!\S)(?:[\w*#-]*\d[\w*#-]{5,}|\*\s?\w+|\d+[A-Z]+\d*\w*|[A-Z]{1,3}\d{3,}\w*|\([^)]*\d[^)]*\))(?!\S)", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<!\S)[#*(-]?\d{2,}[)]?(?!\S)|(?<=\S\s+)[#*]?\d+(?=\s*$)")]
    private static partial Regex LooseNumber();

    [GeneratedRegex(@"[\s,;:/*#+-]+$|^[\s,;:/*#+.-]+")]
    private static partial Regex TrailingPunctuation();
}
