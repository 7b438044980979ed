using System.Diagnostics.Metrics;

namespace Workforce.Jobs.Tests;

/// <summary>Adds up a counter of the engine while it lives. Other tests of the program may count, too: filter by a tag of one's own.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener listener = new();
    private long total;

    public Counted(string instrument, string tag, string value)
    {
        listener.InstrumentPublished = (published, l) =>
        {
            if (published.Meter.Name == JobsTelemetry.MeterName && published.Name == instrument)
                l.EnableMeasurementEvents(published);
        };
        listener.SetMeasurementEventCallback<long>((_, measured, tags, _) =>
        {
            foreach (var (key, actual) in tags)
                if (key == tag && Equals(actual, value))
                    Interlocked.Add(ref total, measured);
        });
        listener.Start();
    }

    public long Total => Interlocked.Read(ref total);

    public void Dispose() => listener.Dispose();
}
