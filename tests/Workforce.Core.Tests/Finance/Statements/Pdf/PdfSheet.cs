using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;
using Workforce.Core.Finance.Statements.Pdf;

namespace Workforce.Core.Tests.Finance.Statements.Pdf;

/// <summary>Pages written out in a test: each character is 6 wide and each line 12 high, pages are parted by a form feed.</summary>
internal static class PdfSheet
{
    public static PdfText Of(string sheets, int? confidence = null) =>
        new([.. sheets.Split('\f').Select((sheet, index) => new PdfPage(index + 1, 600, 800, [.. Words(sheet, confidence)]))], confidence is not null);

    public static ParsedStatementFile Parse(string sheets, CsvHints? hints = null) => PdfStatement.Parse(Of(sheets), "statement.pdf", hints);

    private static IEnumerable<PdfWord> Words(string sheet, int? confidence)
    {
        var lines = sheet.Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            for (var at = 0; at < lines[line].Length; at++)
            {
                if (lines[line][at] == ' ') continue;

                var end = lines[line].IndexOf(' ', at) is var blank && blank < 0 ? lines[line].Length : blank;
                yield return new PdfWord(lines[line][at..end], at * 6, (line * 12) + 2, end * 6, (line * 12) + 11, confidence);
                at = end;
            }
        }
    }
}
