using System.Buffers.Binary;

namespace Workforce.Jobs.Storage;

/// <summary>
/// UUIDs of version 7 that sort in the order they were made in this process, also within one millisecond, so that a
/// listing by id is a listing by age: the 12 bits after the version hold the fraction of the millisecond, as RFC 9562,
/// section 6.2, method 3 allows.
/// </summary>
internal static class JobIds
{
    private const long PerMillisecond = 4096;
    private static long last;

    public static Guid Next()
    {
        var ticks = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks;
        var now = (ticks / TimeSpan.TicksPerMillisecond * PerMillisecond) + (ticks % TimeSpan.TicksPerMillisecond * PerMillisecond / TimeSpan.TicksPerMillisecond);
        long before, mine;
        do
        {
            before = Volatile.Read(ref last);
            mine = Math.Max(now, before + 1);
        }
        while (Interlocked.CompareExchange(ref last, mine, before) != before);
        return Make(mine);
    }

    private static Guid Make(long stamp)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = Guid.NewGuid().TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)(stamp / PerMillisecond) << 16 | 0x7000 | (ulong)(stamp % PerMillisecond));
        // The variant in byte 8 stays as NewGuid set it.
        return new(bytes, bigEndian: true);
    }
}
