using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Pdf;

namespace Workforce.Workers.Documents;

/// <summary>
/// Gets the words of a document with their places: from the text layer where there is one, by recognition where there is
/// none. Nothing of it stays on disk.
/// </summary>
internal sealed class DocumentReader
{
    /// <summary>A page with fewer words has no text layer worth the name.</summary>
    private const int LeastWords = 1;

    private readonly DocumentLimits limits;
    private readonly PdfTools pdf;
    private readonly PageRecognition recognition;
    private readonly Tesseract tesseract;

    public DocumentReader()
        : this(DocumentLimits.Default)
    {
    }

    public DocumentReader(DocumentLimits limits)
    {
        this.limits = limits;
        var programs = new DocumentProgram(limits);
        pdf = new PdfTools(programs, limits);
        tesseract = new Tesseract(programs);
        recognition = new PageRecognition(pdf, tesseract);
    }

    /// <summary>All pages of a statement. A page without a text layer is recognised; <see cref="PdfText.FromImage"/> says whether most words were.</summary>
    /// <exception cref="UnreadableDocumentException">Locked, damaged or too large.</exception>
    /// <exception cref="DocumentProgramException">A program is missing on this machine.</exception>
    public async Task<PdfText> ReadPdfAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder(limits.Folder);
        var path = folder.File("document.pdf");
        await File.WriteAllBytesAsync(path, content, cancellationToken);

        var facts = await pdf.InspectAsync(path, cancellationToken);
        var layer = (await pdf.TextAsync(path, cancellationToken)).ToDictionary(page => page.Number);
        var pictures = Enumerable.Range(1, facts.Pages).Where(number => !(layer.TryGetValue(number, out var page) && page.Words.Count >= LeastWords)).ToHashSet();
        if (pictures.Count > limits.PicturePages) throw new UnreadableDocumentException($"The PDF has {pictures.Count} pages without text, which would have to be recognised; at most {limits.PicturePages} are. Split it and upload the parts.");

        var pages = new List<PdfPage>();
        for (var number = 1; number <= facts.Pages; number++)
        {
            pages.Add(!pictures.Contains(number) ? layer[number] : await RecogniseAsync(path, number, facts, cancellationToken));
        }

        return new PdfText(pages, pages.Sum(page => page.Words.Count(word => word.Confidence is not null)) * 2 > pages.Sum(page => page.Words.Count));
    }

    /// <summary>
    /// Readings of a receipt or invoice, best first: each is another look at the same paper, taken only when asked for.
    /// The text layer of a PDF may lack what stands in a logo, and one recognition may miss what another sees.
    /// </summary>
    /// <exception cref="UnreadableDocumentException">Neither a PDF, a picture nor text; or locked, damaged, too large.</exception>
    public async IAsyncEnumerable<PdfText> LooksAsync(ReadOnlyMemory<byte> content, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder(limits.Folder);
        var path = folder.File("document.pdf");
        if (StatementFile.IsPdf(content))
        {
            await File.WriteAllBytesAsync(path, content, cancellationToken);
            var layer = await pdf.TextAsync(path, cancellationToken);
            if (layer.Sum(page => page.Words.Count) >= LeastWords) yield return new PdfText(layer, FromImage: false);
        }
        else
        {
            yield return new PdfText([await FromPictureAsync(content, folder, cancellationToken)], FromImage: true);
        }

        var facts = await pdf.InspectAsync(path, cancellationToken);
        await foreach (var look in recognition.LooksAsync(path, facts, cancellationToken)) yield return new PdfText([look], FromImage: true);
    }

    private async Task<PdfPage> RecogniseAsync(string path, int number, PdfFacts facts, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limits.PictureTime);
        try
        {
            return await recognition.RecogniseAsync(path, number, facts, time.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DocumentProgramException($"Page {number} was not recognised within {limits.PictureTime.TotalSeconds:0.#} seconds.");
        }
    }

    private async Task<PdfPage> FromPictureAsync(ReadOnlyMemory<byte> content, WorkFolder folder, CancellationToken cancellationToken)
    {
        var extension = PictureHeader.Extension(content.Span) ?? throw new UnreadableDocumentException("The file is neither a PDF nor a picture (PNG, JPEG, TIFF, WebP, GIF, BMP).");
        if (PictureHeader.Pixels(content.Span) > limits.Pixels) throw new UnreadableDocumentException($"The picture has more than {limits.Pixels / 1_000_000} million pixels; send it smaller.");

        var picture = folder.File($"picture.{extension}");
        await File.WriteAllBytesAsync(picture, content, cancellationToken);
        return await tesseract.WordsAndPdfAsync(picture, folder.File("document"), cancellationToken);
    }
}
