using Workforce.Core.Finance.Receipts;
using Workforce.Core.Finance.Statements.Pdf;

namespace Workforce.Workers.Documents;

/// <summary>The way from an uploaded receipt to what it says: looks at it again until nothing is open or there is nothing more to see.</summary>
internal sealed class ReceiptDocument(DocumentReader documents)
{
    /// <exception cref="UnreadableDocumentException">It is no picture and no PDF, or it is locked, damaged or too large.</exception>
    /// <exception cref="DocumentProgramException">A program is missing on this machine: try again later.</exception>
    public async Task<ReadReceipt> ReadAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var looks = new List<PdfText>();
        var read = ReceiptReader.Read([]);
        await foreach (var look in documents.LooksAsync(content, cancellationToken))
        {
            looks.Add(look);
            read = ReceiptReader.Read(looks);
            if (read.IsSettled) break;
        }

        return read;
    }
}
