using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;
using Workforce.Core.Finance.Statements.Pdf;

namespace Workforce.Workers.Documents;

/// <summary>The way from an uploaded statement of any format to what it says.</summary>
internal sealed class StatementDocument(DocumentReader documents)
{
    /// <exception cref="UnreadableStatementException">Nothing of the file can be stored; the message is for its owner.</exception>
    /// <exception cref="DocumentProgramException">A program is missing on this machine: try again later.</exception>
    public async Task<ParsedStatementFile> ParseAsync(ReadOnlyMemory<byte> content, string fileName, CsvHints? hints, CancellationToken cancellationToken)
    {
        if (!StatementFile.IsPdf(content)) return StatementFile.Parse(content, fileName, hints);

        try
        {
            return PdfStatement.Parse(await documents.ReadPdfAsync(content, cancellationToken), fileName, hints);
        }
        catch (UnreadableDocumentException unreadable)
        {
            throw new UnreadableStatementException(unreadable.Message);
        }
    }
}
