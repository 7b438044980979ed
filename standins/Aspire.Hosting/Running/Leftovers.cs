using System.Globalization;

namespace Aspire.Hosting.Running;

/// <summary>
/// Remembers which processes an app host started, so that the next one can wait for those that are still ending after a
/// kill -9 (Postgres needs a moment to shut down) before it starts their successors on the same files and ports.
/// </summary>
internal sealed class Leftovers(string file)
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    public void Add(int process)
    {
        lock (gate)
        {
            if (ProcessTable.StartedAt(process) is { } startedAt)
            {
                lines.Add($"{process.ToString(CultureInfo.InvariantCulture)} {startedAt}");
                File.WriteAllLines(file, lines);
            }
        }
    }

    /// <summary>Waits for what an earlier app host started, and ends what does not end by itself.</summary>
    public async Task WaitForEndAsync(TimeSpan patience, Action<string> say, CancellationToken cancellationToken)
    {
        var earlier = File.Exists(file)
            ? File.ReadLines(file).Select(line => line.Split(' ')).Where(parts => parts.Length == 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out _))
                .Select(parts => (Id: int.Parse(parts[0], CultureInfo.InvariantCulture), StartedAt: parts[1])).ToList()
            : [];
        var waited = TimeSpan.Zero;
        var step = TimeSpan.FromMilliseconds(100);
        while (earlier.Where(process => ProcessTable.StartedAt(process.Id) == process.StartedAt).ToList() is { Count: > 0 } alive)
        {
            if (waited == TimeSpan.Zero)
            {
                say($"Waiting for {alive.Count} process(es) of the last run to end.");
            }

            if (waited >= patience)
            {
                foreach (var process in alive)
                {
                    // Its supervisor; the process dies with it.
                    System.Diagnostics.Process.GetProcessById(process.Id).Kill();
                }
            }

            await Task.Delay(step, cancellationToken).ConfigureAwait(false);
            waited += step;
        }

        File.Delete(file);
    }
}
