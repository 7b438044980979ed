using System.Text;
using System.Text.RegularExpressions;

namespace Workforce.Workers.Tests.Notifications;

/// <summary>A mail as it came, and what a mail program makes of it.</summary>
internal sealed partial record ReceivedMail(string From, string To, string Raw, bool Secret)
{
    /// <summary>Unfolded, encoded words decoded.</summary>
    public IReadOnlyDictionary<string, string> Headers => Head
        .Split("\r\n").Select(line => line.Split(": ", 2)).ToDictionary(header => header[0], header => Word().Replace(Between().Replace(header[1], "$1$2"), match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value))));

    public string Text => Part("text/plain");

    public string Html => Part("text/html");

    private string Head => Raw[..Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal);

    private string Part(string type)
    {
        var from = Raw.IndexOf("\r\n\r\n", Raw.IndexOf($"Content-Type: {type}", StringComparison.Ordinal), StringComparison.Ordinal) + 4;
        return Encoding.UTF8.GetString(Convert.FromBase64String(Raw[from..Raw.IndexOf("\r\n--", from, StringComparison.Ordinal)].Replace("\r\n", "", StringComparison.Ordinal))).Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    // White space between two encoded words is not shown: RFC 2047, section 6.2.
    [GeneratedRegex(@"(\?=)\s+(=\?)")]
    private static partial Regex Between();

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]+)\?=")]
    private static partial Regex Word();
}
