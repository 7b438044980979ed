using Workforce.Core.Finance.Statements;

namespace Workforce.Workers.Documents;

/// <summary>Bounds for reading one document, so that none can hold a worker or fill its disk.</summary>
internal sealed record DocumentLimits
{
    public static DocumentLimits Default { get; } = new();

    /// <summary>Where a document lies while programs read it; null for the system's temporary folder.</summary>
    public string? Folder { get; init; }

    /// <summary>For each run of an external program. A full page at 300 dpi takes about two seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(90);

    public int OutputBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Pages with a text layer cost milliseconds.</summary>
    public int TextPages { get; init; } = 200;

    /// <summary>Pages to recognise cost seconds each.</summary>
    public int PicturePages { get; init; } = StatementLimits.PicturePages;

    /// <summary>For all that recognising one page takes.</summary>
    public TimeSpan PictureTime { get; init; } = StatementLimits.PictureTime;

    /// <summary>Width times height of an uploaded picture; a phone takes 12 to 50 million.</summary>
    public long Pixels { get; init; } = 80_000_000;

    /// <summary>Tesseract is made for letters of 30 pixels height, which print has at about 300 dots per inch.</summary>
    public int DotsPerInch { get; init; } = 300;

    /// <summary>No rendered page is longer than this, whatever size it claims to have on paper.</summary>
    public int LongestSide { get; init; } = 4200;
}
