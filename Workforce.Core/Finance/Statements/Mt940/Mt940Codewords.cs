using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Statements.Mt940;

/// <summary>Dutch and SWIFT style details: <c>/TRTP/SEPA OVERBOEKING/IBAN/NL…/NAME/J JANSEN/REMI/Huur mei/EREF/…</c>.</summary>
internal static partial class Mt940Codewords
{
    /// <summary>Null where the text is not written so.</summary>
    public static Mt940Details? Read(string text)
    {
        var words = Codeword().Matches(text);
        if (words.Count < 2 || words[0].Index > 0) return null;

        var values = new List<(string Word, string Value)>();
        for (var i = 0; i < words.Count; i++)
        {
            var end = i + 1 < words.Count ? words[i + 1].Index : text.Length;
            values.Add((words[i].Groups[1].Value, text[(words[i].Index + words[i].Length)..end].Trim(' ', '/')));
        }

        // ING puts account, BIC, name and town behind one word: /CNTP/NL…/INGBNL2A/J JANSEN/UTRECHT/.
        var name = Of(values, "NAME") ?? Of(values, "CNTP")?.Split('/').ElementAtOrDefault(2);
        var said = values.Where(value => value.Word is "TRTP" or "REMI" or "ADDR" or "PURP" or "RTRN").Select(value => Unstructured().Replace(value.Value, ""));
        var ids = values.Where(value => value.Word is "EREF" or "MARF" or "CSID" or "KREF").Select(value => $"{value.Word} {value.Value}");
        return new(BankText.OrNull(name), BankText.Join([name, .. said, .. ids]));
    }

    private static string? Of(List<(string Word, string Value)> values, string word) =>
        values.Where(value => value.Word == word && value.Value.Length > 0).Select(value => value.Value).FirstOrDefault();

    [GeneratedRegex(@"/(TRTP|TRCD|IBAN|BIC|NAME|REMI|EREF|MARF|CSID|ISDT|PREF|KREF|CNTP|ADDR|PURP|RTRN|SVCL|BENM|ORDP|INIT|ULTB|ULTD|CREF|NRTX)/", RegexOptions.CultureInvariant)]
    private static partial Regex Codeword();

    [GeneratedRegex(@"^(USTD|STRD)/+", RegexOptions.CultureInvariant)]
    private static partial Regex Unstructured();
}
