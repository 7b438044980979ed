using System.Globalization;
using System.Text;
using Workforce.Core.Notifications;

namespace Workforce.Workers.Notifications.Email;

/// <summary>A mail as it goes over the wire: RFC 5322 and MIME, in seven bits, lines of at most 76 characters but for addresses.</summary>
internal static class MailText
{
    // An encoded word has at most 75 characters (RFC 2047, section 2), 12 of which are "=?utf-8?B?" and "?=".
    private const int WordBytes = (75 - 12) / 4 * 3;
    private const int LineBytes = 57;

    public static byte[] Compose(MailHeaders headers, string text, string html)
    {
        var boundary = $"=_{headers.Id:N}";
        var mail = new StringBuilder();
        Header(mail, "Date", headers.Date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header(mail, "From", Mailbox(headers.FromName, headers.From));
        Header(mail, "To", Mailbox(headers.ToName, headers.To));
        Header(mail, "Message-ID", MessageId(headers.Id, headers.From));
        Header(mail, "Subject", Words(headers.Subject));
        // Nobody's holiday answer should come back: RFC 3834, section 5.
        Header(mail, "Auto-Submitted", "auto-generated");
        if (headers.Unsubscribe is { } unsubscribe)
        {
            Header(mail, "List-Unsubscribe", $"<{unsubscribe.AbsoluteUri}>");
            // One click, no page: RFC 8058.
            Header(mail, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        Header(mail, "MIME-Version", "1.0");
        Header(mail, "Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
        // The last part is the one preferred: RFC 2046, section 5.1.4.
        foreach (var (type, content) in new[] { ("text/plain", text), ("text/html", html) })
        {
            mail.Append($"\r\n--{boundary}\r\nContent-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
            foreach (var line in Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\r\n")).Chunk(LineBytes))
                mail.Append(Convert.ToBase64String(line)).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(mail.Append($"\r\n--{boundary}--\r\n").ToString());
    }

    /// <summary>The same for every try of a delivery: whoever gets it twice can tell.</summary>
    public static string MessageId(Guid id, MailAddressText from) => $"<{id:N}@{from.Domain}>";

    private static void Header(StringBuilder mail, string name, string value) => mail.Append(name).Append(": ").Append(value).Append("\r\n");

    private static string Mailbox(string name, MailAddressText address) => name is "" ? $"<{address}>" : $"{Words(name)}\r\n <{address}>";

    /// <summary>Unstructured text or a phrase. All but the plainest is encoded, so nothing in it can end a header or be taken for an address.</summary>
    internal static string Words(string value)
    {
        var text = Plain.Line(value, 300);
        if (text.Length <= 60 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '/' or '!' or '+'))
            return text;
        var words = new List<string>();
        var word = new MemoryStream();
        foreach (var rune in text.EnumerateRunes())
        {
            // Whole characters in each word: section 5.
            if (word.Length + rune.Utf8SequenceLength > WordBytes)
            {
                words.Add(Encoded(word));
                word = new MemoryStream();
            }

            word.Write(Encoding.UTF8.GetBytes(rune.ToString()));
        }

        words.Add(Encoded(word));
        return string.Join("\r\n ", words);
    }

    private static string Encoded(MemoryStream word) => $"=?utf-8?B?{Convert.ToBase64String(word.ToArray())}?=";
}

/// <param name="Id">The delivery's.</param>
/// <param name="Unsubscribe">Null: it cannot be unsubscribed from.</param>
internal sealed record MailHeaders(Guid Id, DateTimeOffset Date, string FromName, MailAddressText From, string ToName, MailAddressText To, string Subject, Uri? Unsubscribe);
