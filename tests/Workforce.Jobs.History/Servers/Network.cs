using System.Net;
using System.Net.Sockets;

namespace Workforce.Jobs.History.Servers;

/// <summary>What lies between one process and Postgres: it passes bytes on, until it is told not to.</summary>
internal sealed class Network : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly HashSet<Socket> sockets = [];
    private readonly Lock gate = new();
    private readonly Task accepting;
    private readonly int server;
    private TaskCompletionSource open = new();
    private bool cut;

    public Network(int server)
    {
        this.server = server;
        open.SetResult();
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Breaks what is connected and refuses what comes.</summary>
    public void Cut()
    {
        lock (gate)
        {
            cut = true;
            foreach (var socket in sockets)
                Break(socket);
        }
    }

    /// <summary>Passes nothing on, either way; both sides believe to be connected.</summary>
    public void Hang()
    {
        lock (gate)
            // Whoever waits already goes on waiting for the same.
            if (open.Task.IsCompleted)
                open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>As if nothing had been; what was held up goes on its way.</summary>
    public void Heal()
    {
        lock (gate)
        {
            cut = false;
            open.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        Cut();
        Heal();
        listener.Stop();
        await accepting;
        end.Dispose();
    }

    private Task Opened
    {
        get
        {
            lock (gate)
                return open.Task;
        }
    }

    private async Task AcceptAsync()
    {
        var passing = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(end.Token);
                passing.RemoveAll(task => task.IsCompleted);
                passing.Add(PassAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (client)
            try
            {
                (client.NoDelay, server.NoDelay) = (true, true);
                if (!Keep(client, server))
                    return;
                await Opened;
                await server.ConnectAsync(IPAddress.Loopback, this.server);
                await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
            }
            catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
            {
                // Either side went away; so does the other.
            }
            finally
            {
                lock (gate)
                {
                    sockets.Remove(client);
                    sockets.Remove(server);
                }
                Break(client);
                Break(server);
            }
    }

    private bool Keep(Socket client, Socket server)
    {
        lock (gate)
        {
            if (cut || end.IsCancellationRequested)
            {
                Break(client);
                return false;
            }
            sockets.Add(client);
            sockets.Add(server);
            return true;
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var read = await from.ReceiveAsync(buffer);
                // The end of a side is news that has to get through like any other.
                await Opened;
                if (read == 0)
                    return;
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            await Opened;
        }
    }

    // With a reset: the other side is not told in good order that it is over.
    private static void Break(Socket socket)
    {
        try
        {
            socket.LingerState = new(true, 0);
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // Not connected yet, or broken already.
        }
        socket.Close();
    }
}
