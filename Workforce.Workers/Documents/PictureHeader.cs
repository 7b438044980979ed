using System.Buffers.Binary;

namespace Workforce.Workers.Documents;

/// <summary>What the first bytes of an upload say about a picture, before any program unpacks it.</summary>
internal static class PictureHeader
{
    /// <summary>The usual ending of the file's format, null where it is none of the pictures that can be read.</summary>
    public static string? Extension(ReadOnlySpan<byte> content) => content switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "png",
        [0xFF, 0xD8, 0xFF, ..] => "jpg",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "tif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "webp",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "gif",
        [(byte)'B', (byte)'M', ..] when content.Length > 54 => "bmp",
        _ => null,
    };

    /// <summary>Width times height where the format states it up front (PNG, JPEG), null elsewhere.</summary>
    public static long? Pixels(ReadOnlySpan<byte> content) => Extension(content) switch
    {
        "png" when content.Length >= 24 => (long)BinaryPrimitives.ReadUInt32BigEndian(content[16..]) * BinaryPrimitives.ReadUInt32BigEndian(content[20..]),
        "jpg" => JpegPixels(content),
        _ => null,
    };

    private static long? JpegPixels(ReadOnlySpan<byte> content)
    {
        var at = 2;
        while (at + 9 < content.Length && content[at] == 0xFF)
        {
            var marker = content[at + 1];
            // Start of frame of any kind: length, precision, height, width. C4, C8 and CC are tables.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (long)BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]) * BinaryPrimitives.ReadUInt16BigEndian(content[(at + 7)..]);

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
        }

        return null;
    }
}
