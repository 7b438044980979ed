namespace Workforce.Core.Finance;

/// <summary>What kind of picture a receipt is, by its first bytes: a name proves nothing.</summary>
public static class ReceiptMedia
{
    public const string Known = "PNG, JPEG, TIFF, WebP or PDF";

    /// <summary>The media type, null where Byte cannot read it.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> content) => content switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'I', (byte)'I', 0x2A, 0x00, ..] or [(byte)'M', (byte)'M', 0x00, 0x2A, ..] => "image/tiff",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        // Some programs write a few bytes before the mark, and readers of PDF look past them.
        _ when content[..Math.Min(content.Length, 1024)].IndexOf("%PDF-"u8) >= 0 => "application/pdf",
        _ => null,
    };
}
