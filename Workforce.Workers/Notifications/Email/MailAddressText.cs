using System.Globalization;
using System.Text.RegularExpressions;

namespace Workforce.Workers.Notifications.Email;

/// <summary>An address as SMTP can carry it: a local part of ASCII, which is what all servers take (no SMTPUTF8), and a domain in the form of the DNS.</summary>
internal sealed partial record MailAddressText(string Local, string Domain)
{
    /// <summary>Null: it is none. What could end a command or a header (a space, an angle bracket, a control character) is in no address.</summary>
    public static MailAddressText? Of(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 1 || at > 64 || !LocalPart().IsMatch(text[..at]))
            return null;
        try
        {
            var domain = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(text[(at + 1)..]);
            return domain.Length is > 0 and <= 253 && !domain.EndsWith('.') ? new(text[..at], domain.ToLowerInvariant()) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public override string ToString() => $"{Local}@{Domain}";

    // RFC 5322, section 3.2.3: dot-atom. Quoted local parts are left out; nobody has one.
    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\z")]
    private static partial Regex LocalPart();
}
