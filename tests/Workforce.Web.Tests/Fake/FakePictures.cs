using System.IO.Compression;

namespace Workforce.Web.Tests.Fake;

/// <summary>Small pictures made on the spot, so that a preview has something to show.</summary>
internal static class FakePictures
{
    public static byte[] Pdf { get; } = System.Text.Encoding.ASCII.GetBytes(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF");

    /// <summary>A receipt-like grey PNG: a white slip with dark bars where the words would be, different for each name.</summary>
    public static byte[] Receipt(string name)
    {
        const int width = 240, height = 340;
        var random = new Random(name.Length * 31);
        var pixels = new byte[height * (width + 1)];
        for (var y = 0; y < height; y++)
        {
            var row = y / 16;
            var bar = row is > 1 and < 19 && y % 16 is > 4 and < 11 ? 40 + ((row * 53 * (1 + (name.Length % 5))) % 90) : 0;
            for (var x = 0; x < width; x++)
            {
                var slip = x is > 24 and < 216 && y is > 14 and < 326;
                var ink = slip && ((x > 40 && x < 40 + bar) || (bar > 0 && row > 4 && x is > 168 and < 200));
                pixels[(y * (width + 1)) + x + 1] = (byte)(ink ? 70 + random.Next(20) : slip ? 250 : 196);
            }
        }

        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR", [0, 0, 0, width, 0, 0, height >> 8, height & 0xFF, 8, 0, 0, 0, 0]);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(pixels);
        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(Stream to, string type, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        to.Write(BigEndian((uint)data.Length));
        to.Write(body);
        to.Write(BigEndian(Crc(body)));
    }

    private static byte[] BigEndian(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static uint Crc(byte[] data)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
