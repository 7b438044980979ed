namespace Workforce.Core.Finance.Statements;

/// <summary>Bounds that keep a hostile or broken file from costing more than a moment. A year of a busy company's account stays far below each.</summary>
public static class StatementLimits
{
    /// <summary>Bytes of an uploaded file, as the database restates it.</summary>
    public const int Bytes = 20 * 1024 * 1024;

    /// <summary>Elements of an OFX or CAMT file; a transaction takes about ten (OFX) to forty (CAMT).</summary>
    public const int Elements = 1_500_000;

    /// <summary>Characters in one line of a CSV file.</summary>
    public const int LineLength = 100_000;

    /// <summary>Lines of a QIF, MT940 or CSV file; in QIF a transaction takes about six.</summary>
    public const int Lines = 1_000_000;

    /// <summary>Depth of nested elements; real files stay below 20.</summary>
    public const int Depth = 64;

    /// <summary>Characters kept of one description.</summary>
    public const int Description = 1000;

    /// <summary>Pages of a PDF without text, which are recognised one by one; a bank's longest statements have about twenty.</summary>
    public const int PicturePages = 40;

    /// <summary>For one such page. It takes about two seconds, five times that where it lies on its side, and a busy machine is slower.</summary>
    public static TimeSpan PictureTime { get; } = TimeSpan.FromSeconds(45);

    /// <summary>For a whole file: every page that may have to be recognised in its time, and two minutes for all else.</summary>
    public static TimeSpan Time { get; } = (PicturePages * PictureTime) + TimeSpan.FromMinutes(2);

    /// <summary>Problems listed one by one; the rest is only counted.</summary>
    public const int Problems = 200;
}
