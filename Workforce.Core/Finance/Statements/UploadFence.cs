namespace Workforce.Core.Finance.Statements;

/// <summary>Turns away what is no statement in text form, each kind with the sentence that helps.</summary>
internal static class UploadFence
{
    // Bytes of a text file that are neither letters nor layout; some MT940 files have a few around each message.
    private const double MostControls = 0.1;

    private static readonly (byte[] Mark, string Message)[] Others =
    [
        ([0x50, 0x4B, 0x03, 0x04], "The file is a zip archive or an Excel workbook (.xlsx). Unpack it, or save the sheet as CSV, and upload that."),
        ([0xD0, 0xCF, 0x11, 0xE0], "The file is an old Office document, such as an Excel sheet (.xls). Save the sheet as CSV and upload that."),
        ([0x1F, 0x8B], "The file is compressed (gzip). Unpack it and upload what is inside."),
        ([0x89, 0x50, 0x4E, 0x47], "The file is a picture (PNG). Upload receipts as receipts, and statements as PDF or in a format the bank exports."),
        ([0xFF, 0xD8, 0xFF], "The file is a picture (JPEG). Upload receipts as receipts, and statements as PDF or in a format the bank exports."),
        ([0x49, 0x49, 0x2A, 0x00], "The file is a picture (TIFF). Upload receipts as receipts, and statements as PDF or in a format the bank exports."),
        ([0x4D, 0x4D, 0x00, 0x2A], "The file is a picture (TIFF). Upload receipts as receipts, and statements as PDF or in a format the bank exports."),
        ([0x47, 0x49, 0x46, 0x38], "The file is a picture (GIF). Upload receipts as receipts, and statements as PDF or in a format the bank exports."),
    ];

    /// <exception cref="UnreadableStatementException">Too large, or of another kind.</exception>
    public static void CheckBytes(ReadOnlySpan<byte> content)
    {
        if (content.Length > StatementLimits.Bytes)
        {
            throw new UnreadableStatementException($"The file has {content.Length} bytes; at most {StatementLimits.Bytes} (20 MiB) can be read. Export a shorter period.");
        }

        foreach (var (mark, message) in Others)
        {
            if (content.StartsWith(mark)) throw new UnreadableStatementException(message);
        }
    }

    /// <exception cref="UnreadableStatementException">More or longer lines than a table of bank lines has.</exception>
    public static void CheckTable(string text)
    {
        foreach (var line in TextLines.Of(text))
        {
            if (line.Text.Length > StatementLimits.LineLength)
            {
                throw new UnreadableStatementException($"Line {line.Number} has {line.Text.Length} characters; a table of bank lines has far shorter ones.", line.Number);
            }
        }
    }

    /// <exception cref="UnreadableStatementException">Not text in any encoding that is known here.</exception>
    public static void CheckText(string text)
    {
        var controls = 0;
        foreach (var c in text)
        {
            if (c == '\uFFFD' || (char.IsControl(c) && c is not ('\r' or '\n' or '\t'))) controls++;
        }

        if (controls > text.Length * MostControls)
        {
            throw new UnreadableStatementException($"The file is not text: it is damaged, encrypted or of another kind. Statements are read as {StatementRecogniser.Known}.");
        }
    }
}
