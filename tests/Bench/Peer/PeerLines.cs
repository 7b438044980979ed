using System.Text.Json;

namespace Bench.Peer;

/// <summary>JSON lines on standard output, as the contract of the peer harness asks for.</summary>
internal static class PeerLines
{
    private static readonly Lock Gate = new();

    public static void Result(long n, double secs) => Write(new { ev = "result", n, secs });

    public static void Write<T>(T line)
    {
        var text = JsonSerializer.Serialize(line);
        lock (Gate)
            Console.Out.WriteLine(text);
    }
}
