using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Workforce.Core.Finance.Statements.Camt;

/// <summary>Finds parts by local name: each version of the message has a namespace of its own, and some banks leave it out.</summary>
internal static partial class CamtElement
{
    public static IEnumerable<XElement> All(this XElement? element, string name) =>
        element?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    /// <summary>The first element at a path such as <c>RltdPties/Dbtr/Nm</c>.</summary>
    public static XElement? At(this XElement? element, string path)
    {
        foreach (var name in path.Split('/'))
        {
            element = element.All(name).FirstOrDefault();
        }

        return element;
    }

    /// <summary>Trimmed text at a path, null where there is none.</summary>
    public static string? Text(this XElement? element, string path) => BankText.OrNull(element.At(path)?.Value);

    public static int Line(this XElement element) => ((IXmlLineInfo)element).LineNumber;

    /// <summary>The day as written, of <c>Dt</c> or <c>DtTm</c>; moving it to another zone could move it to another day.</summary>
    public static DateOnly? Date(this XElement? choice)
    {
        var text = choice.Text("Dt") ?? choice.Text("DtTm");
        return text is { Length: >= 10 }
            && (text.Length == 10 || text[10] is 'T' or '+' or '-' or 'Z')
            && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 1900 and < 2200
            ? date
            : null;
    }

    /// <summary>An amount as the schema has it: digits, at most one decimal point, no sign (CdtDbtInd carries it).</summary>
    public static decimal? Amount(string? text) =>
        text is not null && AmountPattern().IsMatch(text) && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    /// <summary>+1 for credit, -1 for debit, null where the indicator says neither.</summary>
    public static int? Sign(this XElement? element) => element.Text("CdtDbtInd") switch
    {
        "CRDT" => 1,
        "DBIT" => -1,
        _ => null,
    };

    /// <exception cref="UnreadableStatementException">There is no such currency.</exception>
    public static string? Currency(this XElement? amount) => StatedCurrency.Code(amount?.Attribute("Ccy")?.Value, amount?.Line(), "Ccy");

    [GeneratedRegex(@"^(\d{1,18}(\.\d{0,10})?|\.\d{1,10})$", RegexOptions.CultureInvariant)]
    private static partial Regex AmountPattern();
}
