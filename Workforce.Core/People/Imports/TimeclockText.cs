using System.Text.RegularExpressions;
using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.People.Imports;

/// <summary>The plain text of Emacs' and hledger's time clocks: <c>i 2009/03/27 09:00:00 account</c> and <c>o 2009/03/27 17:00:34</c>, a comment behind a semicolon. It is one person's, whom it does not name.</summary>
internal static partial class TimeclockText
{
    public static readonly string[] Headers = ["in or out", "date", "time"];

    public static readonly IReadOnlyDictionary<ImportField, int> Columns = new Dictionary<ImportField, int> { [ImportField.Kind] = 0, [ImportField.Date] = 1, [ImportField.At] = 2 };

    /// <summary>Null where this is no such text.</summary>
    public static List<CsvRow>? Rows(string text)
    {
        var rows = new List<CsvRow>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Trim() is not { Length: > 0 } content || content[0] is ';' or '#' or '*')
            {
                continue;
            }

            var match = Line().Match(content);
            if (!match.Success && rows.Count == 0)
            {
                return null;
            }

            // A line that is none is kept, so that its row is named.
            rows.Add(new CsvRow(number, match.Success ? [match.Groups["kind"].Value, match.Groups["date"].Value, match.Groups["time"].Value] : [content, "", ""]));
        }

        return rows.Count == 0 ? null : rows;
    }

    // Capital O is a clock-out that ends the work on something, as an out like any other.
    [GeneratedRegex(@"^(?<kind>[ioO])\s+(?<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})\s+(?<time>\d{1,2}:\d{2}(?::\d{2})?(?:\s?[+-]\d{4})?)(?:\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
