using System.Text.RegularExpressions;
using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Receipts;

/// <summary>The seller's name: a line near the top, a line with a company's legal form, a line that agrees with a web address.</summary>
internal static partial class ReceiptMerchant
{
    private const int TopLines = 8;
    private const int CustomerBlock = 6;

    private static readonly string[] Titles =
        ["invoice", "tax invoice", "receipt", "sales receipt", "rechnung", "quittung", "kassenbon", "factuur", "kopie factuur", "facture", "factura", "pay statement", "date", "welcome", "welcome to", "bill", "order", "duplicate", "copy", "original", "cash sale", "eur", "description", "united states", "nederland", "deutschland"];

    private static readonly string[] CustomerLabels = ["bill to", "ship to", "sold to", "customer", "factuuradres", "afleveradres", "rechnungsadresse", "lieferadresse", "rechnung an", "an", "t a v", "facture a", "client", "klant", "cliente", "attn"];

    private static readonly string[] OtherNames = ["formerly known as", "formerly", "licensee of", "operated by", "franchisee of", "powered by", "software by"];

    public static (string? Name, double Confidence) Read(IReadOnlyList<ReceiptLine> lines)
    {
        var domains = lines.SelectMany(line => Domain().Matches(line.Text)).Select(match => Folded.Text(match.Groups["name"].Value).Replace(" ", "")).Where(domain => domain.Length >= 4 && !FreeMail(domain)).ToHashSet();
        var candidates = lines.GroupBy(line => line.Look).SelectMany(look => Candidates([.. look], domains)).ToList();
        if (candidates.Count == 0) return (null, 0);

        // The same name seen by several looks, or printed twice, gains; spelling may differ by what recognition got wrong.
        var best = candidates
            .Select(candidate => (candidate.Name, Score: candidate.Score + Math.Min(1.5, candidates.Where(other => other.Score > 0 && !ReferenceEquals(other.Name, candidate.Name)).Count(other => MerchantSimilarity.Of(other.Name, candidate.Name) > 0.85) * 0.5), candidate.Quality))
            .OrderByDescending(candidate => candidate.Score).ThenByDescending(candidate => candidate.Quality).First();
        return best.Score < 1.5 ? (null, 0) : (best.Name, Math.Min(0.95, 0.25 + (best.Score * 0.16)));
    }

    private static IEnumerable<(string Name, double Score, double Quality)> Candidates(List<ReceiptLine> lines, HashSet<string> domains)
    {
        int place = 0, customerUntil = -1;
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            if (Array.Exists(CustomerLabels, label => Folded.HasPhrase(line.Folded, label) && line.Folded.Length < label.Length + 40)) customerUntil = at + CustomerBlock;
            if (Array.Exists(Titles, title => title.Contains("factuur") && line.Folded == title)) customerUntil = at;
            var name = Name(line.Text);
            if (at <= customerUntil || !CouldBeName(line, name) || (at > 0 && Array.Exists(OtherNames, words => lines[at - 1].Folded.EndsWith(words, StringComparison.Ordinal) || line.Folded.StartsWith(words, StringComparison.Ordinal)))) continue;

            var score = 0.0;
            if (place < TopLines && at < TopLines * 2) score += Math.Max(0.5, 3 - (place * 0.6));
            place++;
            if (LegalForm().IsMatch(line.Text)) score += 3;
            var squeezed = Folded.Text(name).Replace(" ", "");
            if (domains.Any(domain => AgreesWith(domain, squeezed))) score += 2.5;
            else if (name.Any(char.IsDigit)) score -= 1;
            score += Math.Clamp((line.Height - 1) * 2, 0, 1.5);
            score -= line.Confidence < 60 ? 1.5 : 0;
            if (score > 0) yield return (name, score, line.Confidence);
        }
    }

    /// <summary>A web address is the name, part of it ("saeco.com" of "e-Luscious Nederland B.V. for Saeco"), or hardly longer.</summary>
    private static bool AgreesWith(string domain, string name) =>
        name.Contains(domain, StringComparison.Ordinal) || (name.Length * 5 >= domain.Length * 3 && domain.Contains(name, StringComparison.Ordinal)) || MerchantSimilarity.Of(domain, name) > 0.8;

    /// <summary>The line without signs around it, and nothing behind the legal form ("... B.V. on behalf of").</summary>
    private static string Name(string text)
    {
        var name = Folded.Blanks(Edges().Replace(text, ""));
        return LegalForm().Match(name) is { Success: true } form && form.Index > 2 ? name[..(form.Index + form.Length)].TrimEnd(',') : name;
    }

    private static bool CouldBeName(ReceiptLine line, string name)
    {
        var letters = name.Count(char.IsLetter);
        return letters >= 3
            && letters * 2 >= name.Count(sign => sign != ' ')
            && name.Length <= 60
            && name.Split(' ').Max(word => word.Length) >= 3
            && line.Amounts.Count == 0
            && !Array.Exists(Titles, title => line.Folded == title)
            && !Array.Exists(Titles, title => title.Length > 5 && line.Folded.StartsWith(title + " ", StringComparison.Ordinal) && line.Folded.Any(char.IsDigit))
            && !name.TrimEnd().EndsWith(':')
            && !line.Text.Contains('#')
            && !NotAName().IsMatch(name)
            && !WrittenDate.Within(name).Any();
    }

    private static bool FreeMail(string domain) => domain is "gmail" or "hotmail" or "outlook" or "yahoo" or "example" or "fake" or "icloud" or "gmx";

    [GeneratedRegex("""(?:@|www\.\s?|https?://(?:www\.)?|(?<![\w.@])(?=[a-z0-9-]+\.(?:com|de|nl|fr|net|org|eu|co)\b))(?<name>[a-z0-9][a-z0-9\- ]{2,40}?)\s?\.\s?(?:com|de|nl|fr|net|org|eu|co|my|at|ch|be|es|it|uk|io)\b""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Domain();

    [GeneratedRegex("""(?<![\p{L}\d])(?:GmbH(?: ?& ?Co\.? ?KG)?|AG|KG|OHG|UG|e\.K\.|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|S\.?A\.?R\.?L\.?|S\.?A\.?S\.?|S\.?A\.?|S\.?L\.?U?\.?|S\.?r\.?l\.?|S\.?p\.?A\.?|Lda\.?|Sdn\.? ?Bhd\.?|Bhd\.?|Pte\.? ?Ltd\.?|Pty\.? ?Ltd\.?|Ltd\.?|Limited|LLC|L\.L\.C\.|LLP|Inc\.?|Corp\.?|Kft\.?|Zrt\.?|s\. ?r\. ?o\.|a\. ?s\.|sp\. ?z ?o\. ?o\.|A/S|ApS|Oy|UAB|Trading Co\.?|& Co\.?)(?![\p{L}\d])""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LegalForm();

    // Telephone, address, address of a page or a person, number of a tax or a till.
    [GeneratedRegex("""@|www\.|https?:|\b(?:tel|fax|phone|uid|vat|gst|btw|ust|tax|no|nr|inv|order|cashier|server|terminal|register|date|time|bill no|reg)\b\s*(?:id|no|nr|invoice)?\s*[.:#]|\b\d{5}\b|\d{3}[-\s)]\s?\d{3}|\b(?:street|st|road|rd|ave|avenue|blvd|drive|lane|jalan|jln|lot|level|taman|straße|strasse|straat|weg|allee|platz|laan|rue|calle|via)\b\.?(?=.*\d)|\d.*\b(?:street|st|road|rd|ave|jalan|jln|straße|strasse|straat|allee|rue)\b|^\W*\d+[\s,]""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NotAName();

    [GeneratedRegex("""^[^\p{L}\d]+|[^\p{L}\d.)!]+$""", RegexOptions.CultureInvariant)]
    private static partial Regex Edges();
}
