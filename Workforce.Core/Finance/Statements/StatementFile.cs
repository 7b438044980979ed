using Workforce.Core.Finance.Statements.Camt;
using Workforce.Core.Finance.Statements.Csv;
using Workforce.Core.Finance.Statements.Mt940;
using Workforce.Core.Finance.Statements.Ofx;
using Workforce.Core.Finance.Statements.Qif;

namespace Workforce.Core.Finance.Statements;

/// <summary>
/// The way in for every uploaded statement. A PDF needs programs outside of this process to give its text, so a caller
/// asks <see cref="IsPdf"/> first and hands the extracted text to the PDF parser; every other file goes to <see cref="Parse"/>.
/// </summary>
public static class StatementFile
{
    /// <summary>The format by content; the name only decides where the content leaves it open. A PDF is text or an image, which only its extraction tells.</summary>
    /// <exception cref="UnreadableStatementException">The content is of no format that can be read; the message says what it is.</exception>
    public static StatementFormat Recognise(ReadOnlyMemory<byte> content, string fileName)
    {
        if (IsPdf(content)) return StatementFormat.PdfText;

        return FormatOf(Decode(content), fileName);
    }

    /// <summary>Everything the file says. Lines that cannot be read become problems; see <see cref="StatementOutcomes"/> for what that makes of the file.</summary>
    /// <param name="hints">What its owner says of a CSV where the file leaves it open; other formats need none.</param>
    /// <exception cref="UnreadableStatementException">The file as a whole cannot be read.</exception>
    /// <exception cref="ArgumentException">A PDF, whose text must be extracted first.</exception>
    public static ParsedStatementFile Parse(ReadOnlyMemory<byte> content, string fileName, CsvHints? hints = null)
    {
        if (IsPdf(content)) throw new ArgumentException("The text of a PDF must be extracted before it can be parsed.", nameof(content));

        var text = Decode(content);
        var format = FormatOf(text, fileName);
        if (IsBlank(text)) return new(format, [], [new(ProblemSeverity.Warning, null, null, "The file is empty.")]);
        if (format is StatementFormat.Csv)
        {
            UploadFence.CheckTable(text.Text);
            return CsvStatement.Parse(text, fileName, hints);
        }

        var file = format switch
        {
            StatementFormat.Qif => QifStatement.Parse(text),
            StatementFormat.Mt940 => Mt940Statement.Parse(text),
            StatementFormat.Camt052 or StatementFormat.Camt053 => CamtStatement.Parse(text),
            _ => OfxStatement.Parse(text, format),
        };
        return text.Lossy
            ? file with { Problems = [new(ProblemSeverity.Warning, null, null, $"Some bytes have no meaning in {text.EncodingName} and were replaced."), .. file.Problems] }
            : file;
    }

    /// <summary>A PDF may have a few bytes before its mark.</summary>
    public static bool IsPdf(ReadOnlyMemory<byte> content) =>
        content.Span[..Math.Min(content.Length, 1024)].IndexOf("%PDF-"u8) >= 0;

    private static DecodedText Decode(ReadOnlyMemory<byte> content)
    {
        UploadFence.CheckBytes(content.Span);
        var text = TextDecoding.Decode(content);
        UploadFence.CheckText(text.Text);
        return text;
    }

    private static StatementFormat FormatOf(DecodedText text, string fileName) => IsBlank(text)
        ? StatementRecogniser.OfName(fileName) ?? StatementFormat.Csv
        : StatementRecogniser.OfText(text.Text, fileName);

    private static bool IsBlank(DecodedText text) => string.IsNullOrWhiteSpace(text.Text);
}
