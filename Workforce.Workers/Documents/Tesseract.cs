using System.Globalization;
using Workforce.Core.Finance.Statements.Pdf;

namespace Workforce.Workers.Documents;

/// <summary>How tesseract looks for text: as it stands in blocks and columns, in one column of changing size, or line by line in one block.</summary>
internal enum PageSegmentation { Automatic = 3, OneColumn = 4, OneBlock = 6 }

/// <summary>Recognises words in pictures with tesseract.</summary>
internal sealed class Tesseract(DocumentProgram programs)
{
    /// <summary>English is always there with the Debian package; the others are used where they are installed (tesseract-ocr-deu, tesseract-ocr-nld, ...).</summary>
    private static readonly string[] Wanted = ["eng", "deu", "nld", "fra"];

    /// <summary>Below this, orientation detection on a receipt of few words is no better than chance.</summary>
    private const double LeastOrientationConfidence = 2;

    private string? languages;

    /// <summary>The words of a picture with their places in it.</summary>
    public async Task<PdfPage> WordsAsync(string picture, PageSegmentation segmentation, CancellationToken cancellationToken)
    {
        var output = await programs.RunAsync("tesseract", [picture, "stdout", .. await OptionsAsync(segmentation, cancellationToken), "tsv"], cancellationToken);
        return Page(output, output.Output, picture);
    }

    /// <summary>Recognises a picture and wraps it into a one-page PDF in the same go, so that poppler can scale it for another look.</summary>
    public async Task<PdfPage> WordsAndPdfAsync(string picture, string pdfWithoutExtension, CancellationToken cancellationToken)
    {
        var output = await programs.RunAsync("tesseract", [picture, pdfWithoutExtension, .. await OptionsAsync(PageSegmentation.Automatic, cancellationToken), "tsv", "pdf"], cancellationToken);
        var table = pdfWithoutExtension + ".tsv";
        return Page(output, File.Exists(table) ? await File.ReadAllTextAsync(table, cancellationToken) : "", picture);
    }

    /// <summary>By how many degrees the picture must be turned clockwise to stand upright; null where detection is not sure.</summary>
    public async Task<int?> TurnAsync(string picture, CancellationToken cancellationToken)
    {
        var output = await programs.RunAsync("tesseract", [picture, "stdout", "--psm", "0"], cancellationToken);
        if (output.ExitCode != 0)
        {
            // "Too few characters" is an answer; a missing osd.traineddata is not.
            if (output.Errors.Contains("osd.traineddata", StringComparison.Ordinal)) throw new DocumentProgramException("tesseract cannot detect orientation without osd.traineddata. It comes with the Debian package tesseract-ocr-osd: apt-get install tesseract-ocr-osd.");
            return null;
        }

        var confidence = double.Parse(Field(output.Output, "Orientation confidence") ?? "0", CultureInfo.InvariantCulture);
        return confidence >= LeastOrientationConfidence ? int.Parse(Field(output.Output, "Rotate") ?? "0", CultureInfo.InvariantCulture) : null;
    }

    private async Task<string[]> OptionsAsync(PageSegmentation segmentation, CancellationToken cancellationToken)
    {
        if (languages is null)
        {
            var installed = (await programs.RunAsync("tesseract", ["--list-langs"], cancellationToken)).Output.Split('\n', StringSplitOptions.TrimEntries);
            languages = string.Join('+', Wanted.Where(installed.Contains).DefaultIfEmpty("eng"));
        }

        return ["-l", languages, "--psm", ((int)segmentation).ToString(CultureInfo.InvariantCulture)];
    }

    private static PdfPage Page(ProgramOutput output, string table, string picture)
    {
        if (output.Errors.Contains("eng.traineddata", StringComparison.Ordinal)) throw new DocumentProgramException("tesseract has no language to read. English comes with the Debian package tesseract-ocr-eng: apt-get install tesseract-ocr-eng.");
        if (output.ExitCode != 0) throw new UnreadableDocumentException($"The picture cannot be read ({output.FirstError.Replace(picture, "the file", StringComparison.Ordinal)}).");

        return WordTable.Read(table, recognised: true).FirstOrDefault() ?? new PdfPage(1, 1, 1, []);
    }

    private static string? Field(string output, string name) =>
        output.Split('\n').FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();
}
