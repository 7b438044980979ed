using System.Text;

namespace Workforce.Workers.Documents;

/// <summary>A grey picture as pdftoppm writes it (portable graymap), small enough a format to turn without another program.</summary>
internal static class GrayImage
{
    /// <summary>Turns the picture clockwise by 90, 180 or 270 degrees.</summary>
    public static byte[] Turn(byte[] graymap, int degrees)
    {
        var (width, height, start) = Header(graymap);
        var (turnedWidth, turnedHeight) = degrees == 180 ? (width, height) : (height, width);
        var header = Encoding.ASCII.GetBytes($"P5\n{turnedWidth} {turnedHeight}\n255\n");
        var turned = new byte[header.Length + (width * height)];
        header.CopyTo(turned, 0);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (toX, toY) = degrees switch
                {
                    90 => (height - 1 - y, x),
                    180 => (width - 1 - x, height - 1 - y),
                    270 => (y, width - 1 - x),
                    _ => throw new ArgumentOutOfRangeException(nameof(degrees), degrees, "A picture is turned by quarters."),
                };
                turned[header.Length + (toY * turnedWidth) + toX] = graymap[start + (y * width) + x];
            }
        }

        return turned;
    }

    private static (int Width, int Height, int Start) Header(byte[] graymap)
    {
        // "P5", width, height and the largest value, parted by any white space, then one white space and the bytes.
        var numbers = new List<int>();
        var at = 2;
        while (numbers.Count < 3)
        {
            while (char.IsWhiteSpace((char)graymap[at])) at++;
            var from = at;
            while (char.IsAsciiDigit((char)graymap[at])) at++;
            numbers.Add(int.Parse(graymap.AsSpan(from, at - from)));
        }

        return (numbers[0], numbers[1], at + 1);
    }
}
