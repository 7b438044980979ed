using System.Diagnostics;
using System.Globalization;

namespace Bench;

/// <summary>CLOCK_MONOTONIC in nanoseconds: the same in every process of the machine, and in every language.</summary>
internal static class Clock
{
    public static long Now => Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency);

    public static string Text => Now.ToString(CultureInfo.InvariantCulture);

    public static double SecondsSince(long then) => (Now - then) / 1e9;
}
