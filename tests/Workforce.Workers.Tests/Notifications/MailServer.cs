using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Workforce.Workers.Tests.Notifications;

/// <summary>A mail server on loopback with a certificate of its own making: EHLO, STARTTLS or TLS, AUTH, DATA; and it can refuse.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string User = "workforce@acme.example";
    public const string Password = "the mail server's password";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly X509Certificate2 certificate = Certificate();
    private readonly ConcurrentQueue<string> refusals = new();
    private readonly Task loop;

    public MailServer()
    {
        listener.Start();
        loop = AcceptAsync();
    }

    public bool OffersTls { get; init; } = true;

    public bool TlsFirst { get; init; }

    public string Ways { get; init; } = "PLAIN LOGIN";

    public ConcurrentQueue<ReceivedMail> Mails { get; } = new();

    /// <summary>Done when a mail is taken, before the client is told.</summary>
    public Action? Taken { get; set; }

    /// <summary>Every line that clients said, secrets included.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    public string Pin => Convert.ToHexString(SHA256.HashData(certificate.RawData));

    /// <summary>Answers the next RCPT with this.</summary>
    public void Refuse(string answer) => refusals.Enqueue(answer);

    public Dictionary<string, string> Settings(string security = "StartTls") => new()
    {
        ["Notifications:Email:Host"] = "127.0.0.1",
        ["Notifications:Email:Port"] = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(),
        ["Notifications:Email:Security"] = security,
        ["Notifications:Email:User"] = User,
        ["Notifications:Email:Password"] = Password,
        ["Notifications:Email:From"] = "no-reply@acme.example",
        ["Notifications:Email:FromName"] = "Workforce, Acmé",
        ["Notifications:Email:CertificateSha256"] = Pin,
        ["Notifications:PublicUrl"] = "https://workforce.acme.example",
        ["Notifications:RetryFirst"] = "00:00:00.01",
    };

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        certificate.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(stop.Token);
            _ = ServeAsync(client).ContinueWith(_ => client.Dispose(), TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Stream stream = client.GetStream();
        var secret = false;
        if (TlsFirst)
            (stream, secret) = (await SecureAsync(stream), true);
        var reader = new StreamReader(stream, Encoding.Latin1);
        await SayAsync("220 mail.acme.example ESMTP");
        var (from, to, signedIn) = ("", "", false);
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            Said.Enqueue(line);
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync(OffersTls && !secret ? "250-mail.acme.example\r\n250-SIZE 1000000\r\n250 STARTTLS" : $"250-mail.acme.example\r\n250-AUTH {Ways}\r\n250 8BITMIME");
                    break;
                case "STARTTLS":
                    await SayAsync("220 go ahead");
                    (stream, secret) = (await SecureAsync(stream), true);
                    reader = new StreamReader(stream, Encoding.Latin1);
                    break;
                case "AUTH":
                    signedIn = line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal)
                        ? Text(line["AUTH PLAIN ".Length..]) == $"\0{User}\0{Password}"
                        : await LoginAsync();
                    await SayAsync(signedIn ? "235 welcome" : "535 5.7.8 wrong password");
                    break;
                case "MAIL":
                    from = line;
                    await SayAsync(signedIn ? "250 ok" : "530 5.7.0 sign in first");
                    break;
                case "RCPT":
                    to = line;
                    await SayAsync(refusals.TryDequeue(out var no) ? no : "250 ok");
                    break;
                case "DATA":
                    await SayAsync("354 end with a dot");
                    Mails.Enqueue(new ReceivedMail(from, to, await DataAsync(), secret));
                    Taken?.Invoke();
                    await SayAsync("250 2.0.0 queued as 4711");
                    break;
                case "QUIT":
                    await SayAsync("221 bye");
                    return;
                default:
                    await SayAsync("502 what?");
                    break;
            }
        }

        Task SayAsync(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes($"{text}\r\n")).AsTask();

        async Task<bool> LoginAsync()
        {
            await SayAsync("334 VXNlcm5hbWU6");
            var user = Text((await reader.ReadLineAsync())!);
            await SayAsync("334 UGFzc3dvcmQ6");
            return (user, Text((await reader.ReadLineAsync())!)) == (User, Password);
        }

        async Task<string> DataAsync()
        {
            var mail = new StringBuilder();
            while (await reader.ReadLineAsync() is { } line && line != ".")
                mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            return mail.ToString();
        }
    }

    private async Task<SslStream> SecureAsync(Stream plain)
    {
        var tls = new SslStream(plain);
        await tls.AuthenticateAsServerAsync(certificate);
        return tls;
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=mail.acme.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
