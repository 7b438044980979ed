using System.Globalization;

namespace Workforce.Web.Ui;

/// <summary>
/// How money is written, in one place and without culture data: grouped by three, a true minus, and the digits that the currency
/// has. A file's own further digits are never rounded away.
/// </summary>
public static class Money
{
    private const char Minus = '\u2212';

    // ISO 4217, table A.1: the minor units that are not two.
    private static readonly string[] NoMinor = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];
    private static readonly string[] ThreeMinor = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>«−1,234.50 EUR»; without a code where the file names no currency.</summary>
    public static string Text(decimal amount, string? currency) => currency is null ? Number(amount, null) : $"{Number(amount, currency)} {currency}";

    public static string Number(decimal amount, string? currency)
    {
        var digits = Math.Max(MinorUnits(currency), Scale(amount));
        var number = Math.Abs(amount).ToString("N" + digits, CultureInfo.InvariantCulture);
        return amount < 0 ? Minus + number : number;
    }

    /// <summary>«+1,234.50» or «−1,234.50»: for changes, where the direction is the message.</summary>
    public static string Signed(decimal amount, string? currency) => (amount > 0 ? "+" : "") + Number(amount, currency);

    /// <summary>«1.2k», «3.4M»: for chart axes, where the exact figure is one hover away.</summary>
    public static string Short(decimal amount)
    {
        var size = Math.Abs(amount);
        var text = size switch
        {
            >= 1_000_000 => (size / 1_000_000).ToString("0.#", CultureInfo.InvariantCulture) + "M",
            >= 1_000 => (size / 1_000).ToString("0.#", CultureInfo.InvariantCulture) + "k",
            _ => size.ToString("0.##", CultureInfo.InvariantCulture),
        };
        return amount < 0 ? Minus + text : text;
    }

    public static int MinorUnits(string? currency) => currency is null ? 2 : NoMinor.Contains(currency) ? 0 : ThreeMinor.Contains(currency) ? 3 : 2;

    /// <summary>Digits after the point that are not trailing zeros.</summary>
    private static int Scale(decimal amount)
    {
        var text = Math.Abs(amount).ToString("0.############################", CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : text.Length - point - 1;
    }
}
