namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>The words of a document with their places, whether they come from its text layer or from a picture of it.</summary>
/// <param name="FromImage">True where the words were recognised in a picture, so that single ones may be wrong.</param>
public sealed record PdfText(IReadOnlyList<PdfPage> Pages, bool FromImage);

/// <param name="Number">Counted from 1.</param>
/// <param name="Width">In the unit of the words, which is points for a text layer and pixels for a picture.</param>
public sealed record PdfPage(int Number, double Width, double Height, IReadOnlyList<PdfWord> Words);

/// <param name="Confidence">0 to 100 as the recognition states it, null for a text layer.</param>
public sealed record PdfWord(string Text, double Left, double Top, double Right, double Bottom, int? Confidence = null)
{
    internal double Middle => (Top + Bottom) / 2;

    internal double Height => Bottom - Top;
}
