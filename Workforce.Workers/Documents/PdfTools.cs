using System.Globalization;
using Workforce.Core.Finance.Statements.Pdf;

namespace Workforce.Workers.Documents;

/// <summary>What pdfinfo says of a document.</summary>
internal sealed record PdfFacts(int Pages, double LongestSidePoints);

/// <summary>Asks poppler's programs about a PDF on disk.</summary>
internal sealed class PdfTools(DocumentProgram programs, DocumentLimits limits)
{
    /// <exception cref="UnreadableDocumentException">It is locked or damaged, or has more pages than are read.</exception>
    public async Task<PdfFacts> InspectAsync(string path, CancellationToken cancellationToken)
    {
        var info = await programs.RunAsync("pdfinfo", [path], cancellationToken);
        if (info.Errors.Contains("Incorrect password", StringComparison.OrdinalIgnoreCase))
            throw new UnreadableDocumentException("The PDF is locked with a password. Save it without one and upload it again.");
        if (info.ExitCode != 0 || Field(info.Output, "Pages") is not { } pages)
            throw new UnreadableDocumentException($"The PDF is damaged and cannot be opened ({info.FirstError}).");

        var count = int.Parse(pages, CultureInfo.InvariantCulture);
        if (count > limits.TextPages) throw new UnreadableDocumentException($"The PDF has {count} pages; at most {limits.TextPages} are read. Split it and upload the parts.");

        // "Page size:       595.44 x 841.92 pts (A4)"
        var size = (Field(info.Output, "Page size") ?? "").Split(' ').Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var side) ? side : 0);
        return new PdfFacts(count, size.DefaultIfEmpty().Max() is var side and > 0 ? side : 842);
    }

    /// <summary>The words of the text layer; pages without one are there without words.</summary>
    public async Task<List<PdfPage>> TextAsync(string path, CancellationToken cancellationToken)
    {
        var text = await programs.RunAsync("pdftotext", ["-tsv", path, "-"], cancellationToken);
        return text.ExitCode == 0 ? WordTable.Read(text.Output, recognised: false) : [];
    }

    /// <summary>Renders one page grey, at the resolution for recognition or at a width in pixels, and says where.</summary>
    public async Task<string> RenderAsync(string path, int page, PdfFacts facts, int? width, CancellationToken cancellationToken)
    {
        var into = Path.Combine(Path.GetDirectoryName(path)!, $"page-{page}-{width ?? 0}");
        var number = page.ToString(CultureInfo.InvariantCulture);
        var resolution = Math.Min(limits.DotsPerInch, (int)(limits.LongestSide / (facts.LongestSidePoints / 72)));
        string[] scale = width is { } pixels
            ? ["-scale-to-x", pixels.ToString(CultureInfo.InvariantCulture), "-scale-to-y", "-1"]
            : ["-r", resolution.ToString(CultureInfo.InvariantCulture)];
        var render = await programs.RunAsync("pdftoppm", ["-gray", .. scale, "-f", number, "-l", number, "-singlefile", path, into], cancellationToken);
        if (render.ExitCode != 0 || !File.Exists(into + ".pgm")) throw new UnreadableDocumentException($"Page {page} of the PDF cannot be shown ({render.FirstError}).");

        return into + ".pgm";
    }

    private static string? Field(string info, string name) =>
        info.Split('\n').FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();
}
