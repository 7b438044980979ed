using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Workforce.Workers.Notifications.Email;

/// <summary>One connection to a mail server: RFC 5321, with STARTTLS (RFC 3207) and AUTH (RFC 4954).</summary>
internal sealed class SmtpConversation : IAsyncDisposable
{
    private const int LongestReply = 16 * 1024;

    private readonly EmailOptions options;
    private readonly TcpClient client;
    private readonly byte[] buffer = new byte[2048];
    private Stream stream;
    private (int From, int To) unread;
    private IReadOnlyList<string> offers = [];

    private SmtpConversation(EmailOptions options, TcpClient client, Stream stream) => (this.options, this.client, this.stream) = (options, client, stream);

    /// <summary>Connected, secret as the settings ask, and signed in.</summary>
    /// <exception cref="SmtpException">The server will not have it.</exception>
    public static async Task<SmtpConversation> OpenAsync(EmailOptions options, CancellationToken ct)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(options.Host!, options.Port, ct);
            var conversation = new SmtpConversation(options, client, client.GetStream());
            await conversation.BeginAsync(ct);
            return conversation;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Hands one mail over.</summary>
    /// <exception cref="SmtpException">It is not taken, now or ever.</exception>
    public async Task SendAsync(MailAddressText from, MailAddressText to, byte[] mail, CancellationToken ct)
    {
        await AskAsync($"MAIL FROM:<{from}>", 250, ct);
        await AskAsync($"RCPT TO:<{to}>", 250, ct);
        await AskAsync("DATA", 354, ct);
        // A line that is one dot would be the end: RFC 5321, section 4.5.2.
        var stuffed = Encoding.ASCII.GetString(mail).Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{(stuffed.StartsWith('.') ? "." : "")}{stuffed}.\r\n"), ct);
        await ExpectAsync(250, ct);
    }

    /// <summary>Says goodbye. The mail is the server's by now, whatever becomes of this.</summary>
    public async Task QuitAsync(CancellationToken ct)
    {
        try
        {
            await AskAsync("QUIT", 221, ct);
        }
        catch (Exception gone) when (gone is IOException or SmtpException)
        {
            // Some servers hang up at once.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        client.Dispose();
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        if (options.Security is EmailSecurity.Tls)
            await SecureAsync(ct);
        await ExpectAsync(220, ct);
        await HelloAsync(ct);
        if (options.Security is EmailSecurity.StartTls)
        {
            if (!offers.Contains("STARTTLS"))
                throw new SmtpException(0, "the server does not offer STARTTLS");
            await AskAsync("STARTTLS", 220, ct);
            // What came before the connection was secret may be from somebody in between.
            if (unread.From < unread.To)
                throw new SmtpException(0, "the server said more than it was asked before TLS began");
            await SecureAsync(ct);
            await HelloAsync(ct);
        }

        if (options.User is { Length: > 0 })
            await SignInAsync(options.User, options.Password!, ct);
    }

    private async Task SecureAsync(CancellationToken ct)
    {
        var tls = new SslStream(stream);
        stream = tls;
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = options.Host, RemoteCertificateValidationCallback = Believe }, ct);
    }

    private bool Believe(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => options.CertificateSha256 is { } pin
        ? certificate is not null && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(pin), SHA256.HashData(certificate.GetRawCertData()))
        : errors is SslPolicyErrors.None;

    private async Task HelloAsync(CancellationToken ct)
    {
        var own = ((System.Net.IPEndPoint)client.Client.LocalEndPoint!).Address;
        var literal = own.IsIPv4MappedToIPv6 ? own.MapToIPv4() : own;
        var reply = await AskAsync($"EHLO [{(literal.AddressFamily is AddressFamily.InterNetworkV6 ? "IPv6:" : "")}{literal}]", 250, ct);
        offers = [.. reply.Skip(1).Select(line => line.ToUpperInvariant())];
    }

    private async Task SignInAsync(string user, string password, CancellationToken ct)
    {
        var ways = offers.FirstOrDefault(offer => offer.StartsWith("AUTH ", StringComparison.Ordinal))?.Split(' ') ?? [];
        if (ways.Contains("PLAIN"))
            await AskAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", 235, ct);
        else if (ways.Contains("LOGIN"))
        {
            await AskAsync("AUTH LOGIN", 334, ct);
            await AskAsync(Base64(user), 334, ct);
            await AskAsync(Base64(password), 235, ct);
        }
        else
            throw new SmtpException(0, "the server offers neither AUTH PLAIN nor AUTH LOGIN");
    }

    private async Task<IReadOnlyList<string>> AskAsync(string command, int expected, CancellationToken ct)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{command}\r\n"), ct);
        return await ExpectAsync(expected, ct);
    }

    /// <summary>The text of each line of the reply.</summary>
    private async Task<IReadOnlyList<string>> ExpectAsync(int expected, CancellationToken ct)
    {
        var lines = new List<string>();
        for (var left = LongestReply; ;)
        {
            var line = await ReadLineAsync(left, ct);
            left -= line.Length;
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                throw new SmtpException(0, "the server does not speak SMTP");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length > 3 && line[3] == '-')
                continue;
            return code == expected ? lines : throw new SmtpException(code, string.Join(' ', lines));
        }
    }

    private async Task<string> ReadLineAsync(int longest, CancellationToken ct)
    {
        var line = new StringBuilder();
        while (true)
        {
            for (; unread.From < unread.To; unread.From++)
            {
                if (buffer[unread.From] == '\n')
                {
                    unread.From++;
                    return line.ToString().TrimEnd('\r');
                }

                line.Append((char)buffer[unread.From]);
                if (line.Length > longest)
                    throw new SmtpException(0, "the server's reply has no end");
            }

            unread = (0, await stream.ReadAsync(buffer, ct));
            if (unread.To == 0)
                throw new IOException("the server hung up");
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

/// <summary>A mail server's no.</summary>
/// <param name="code">0: it did not keep to the protocol, or lacks what is needed.</param>
internal sealed class SmtpException(int code, string message) : Exception(message)
{
    public int Code => code;
}
