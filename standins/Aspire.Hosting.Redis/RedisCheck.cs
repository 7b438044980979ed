using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Redis;

/// <summary>Whether a server answers PING.</summary>
internal sealed class RedisCheck(RedisResource server)
{
    private const int DefaultPort = 6379;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <param name="connectionString">StackExchange.Redis form: <c>host:port,password=…,ssl=true</c>.</param>
    public static (string Host, int Port) AddressOf(string connectionString)
    {
        var first = connectionString.Split(',')[0].Trim();
        var colon = first.LastIndexOf(':');
        return colon > 0 && int.TryParse(first[(colon + 1)..], CultureInfo.InvariantCulture, out var port) ? (first[..colon], port) : (first, DefaultPort);
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var connectionString = (await ((IResourceWithConnectionString)server).GetConnectionStringAsync(cancellationToken).ConfigureAwait(false))!;
        var options = connectionString.Split(',').Skip(1).Select(option => option.Split('=', 2)).Where(option => option.Length == 2)
            .ToDictionary(option => option[0].Trim(), option => option[1].Trim(), StringComparer.OrdinalIgnoreCase);
        if (options.TryGetValue("ssl", out var ssl) && bool.TryParse(ssl, out var encrypted) && encrypted)
        {
            // A managed server: it is looked after elsewhere, and its users report it themselves.
            return null;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            var (host, port) = AddressOf(connectionString);
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, timeout.Token).ConfigureAwait(false);
            var commands = new StringBuilder();
            if (options.TryGetValue("password", out var password))
            {
                commands.Append(CultureInfo.InvariantCulture, $"*2\r\n$4\r\nAUTH\r\n${Encoding.UTF8.GetByteCount(password)}\r\n{password}\r\n");
            }

            commands.Append("*1\r\n$4\r\nPING\r\n");
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(commands.ToString()), timeout.Token).ConfigureAwait(false);
            using var reader = new StreamReader(stream);
            string? answer;
            do
            {
                answer = await reader.ReadLineAsync(timeout.Token).ConfigureAwait(false);
            }
            while (answer == "+OK");

            return answer == "+PONG" ? null : $"Redis answered {answer ?? "nothing"}";
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"Redis did not answer within {Patience.TotalSeconds} s";
        }
    }
}
