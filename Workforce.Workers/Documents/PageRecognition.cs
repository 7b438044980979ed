using System.Runtime.CompilerServices;
using Workforce.Core.Finance.Statements.Pdf;

namespace Workforce.Workers.Documents;

/// <summary>Recognises a page of a PDF: rendered at a size that suits the letters, and turned upright first.</summary>
internal sealed class PageRecognition(PdfTools pdf, Tesseract tesseract)
{
    /// <summary>Words of mean confidence below this are more likely a page on its side than poor print.</summary>
    private const double UprightConfidence = 55;

    /// <summary>Another width shows small or large print at the size tesseract knows; another segmentation sees lines that the first took for pictures.</summary>
    private static readonly (int Width, PageSegmentation Segmentation)[] FurtherLooks =
        [(900, PageSegmentation.OneBlock), (1320, PageSegmentation.OneBlock), (900, PageSegmentation.OneColumn), (1800, PageSegmentation.OneBlock)];

    public async Task<PdfPage> RecogniseAsync(string path, int number, PdfFacts facts, CancellationToken cancellationToken)
    {
        var picture = await pdf.RenderAsync(path, number, facts, width: null, cancellationToken);
        return (await UprightAsync(picture, cancellationToken)).Page with { Number = number };
    }

    /// <summary>Looks at the first page, each at another size; all turned as the first one had to be.</summary>
    public async IAsyncEnumerable<PdfPage> LooksAsync(string path, PdfFacts facts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, turn) = await UprightAsync(await pdf.RenderAsync(path, 1, facts, width: null, cancellationToken), cancellationToken);
        yield return first;

        foreach (var (width, segmentation) in FurtherLooks)
        {
            var picture = await pdf.RenderAsync(path, 1, facts, width, cancellationToken);
            yield return await tesseract.WordsAsync(await TurnedAsync(picture, turn, cancellationToken), segmentation, cancellationToken);
        }
    }

    private async Task<(PdfPage Page, int Turn)> UprightAsync(string picture, CancellationToken cancellationToken)
    {
        var turn = await tesseract.TurnAsync(picture, cancellationToken) ?? 0;
        var best = (Page: await tesseract.WordsAsync(await TurnedAsync(picture, turn, cancellationToken), PageSegmentation.Automatic, cancellationToken), Turn: turn);
        if (Confidence(best.Page) >= UprightConfidence) return best;

        foreach (var other in new[] { 90, 270, 180, 0 }.Where(other => other != turn))
        {
            var page = await tesseract.WordsAsync(await TurnedAsync(picture, other, cancellationToken), PageSegmentation.Automatic, cancellationToken);
            // A page on its side yields few words, so the mean alone would favour one lucky scrap.
            if (Weight(page) > Weight(best.Page) * 1.3) best = (page, other);
        }

        return best;
    }

    private static async Task<string> TurnedAsync(string picture, int degrees, CancellationToken cancellationToken)
    {
        if (degrees == 0) return picture;

        var turned = Path.ChangeExtension(picture, $"{degrees}.pgm");
        if (!File.Exists(turned)) await File.WriteAllBytesAsync(turned, GrayImage.Turn(await File.ReadAllBytesAsync(picture, cancellationToken), degrees), cancellationToken);
        return turned;
    }

    private static double Confidence(PdfPage page) => page.Words.Count == 0 ? 0 : page.Words.Average(word => word.Confidence ?? 0);

    private static double Weight(PdfPage page) => page.Words.Where(word => word.Text.Length >= 3).Sum(word => Math.Max(0, (word.Confidence ?? 0) - 50));
}
