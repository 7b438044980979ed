using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Workforce.Core.Notifications;

/// <summary>The code that shows that a number is one's own. Six digits are soon guessed, so it has few tries and a short life.</summary>
public static class PhoneCode
{
    public const int Tries = 5;

    public static TimeSpan Lives { get; } = TimeSpan.FromMinutes(10);

    public static string New() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>Of this code for this person and number.</summary>
    public static byte[] HashOf(string code, Guid person, string number) => SHA256.HashData(Encoding.UTF8.GetBytes($"{person:N}|{number}|{code}"));
}
