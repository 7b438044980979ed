using System.Text;

namespace Workforce.Jobs.History.Recording;

/// <summary>What the handlers of one process do, line by line. A line is with the kernel when its call returns, so kill -9 loses none.</summary>
internal sealed class RunFile(string path) : IDisposable
{
    private readonly FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private readonly Lock gate = new();

    public void Entered(Guid jobId, long epoch, int number) => Write($"entered {jobId} {epoch} {number} {MachineClock.Now}\n");

    public void Left(Guid jobId, long epoch, string how) => Write($"left {jobId} {epoch} {how} {MachineClock.Now}\n");

    public void Dispose() => file.Dispose();

    /// <summary>A last line that was cut off never happened.</summary>
    public static IReadOnlyList<Run> Read(string process, string text)
    {
        var runs = new List<Run>();
        var open = new Dictionary<(Guid, long), int>();
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')))
        {
            var (job, epoch, at) = (Guid.Parse(line[1]), long.Parse(line[2]), long.Parse(line[4]));
            if (line[0] == "entered")
            {
                open[(job, epoch)] = runs.Count;
                runs.Add(new(process, job, epoch, int.Parse(line[3]), at, null, null));
            }
            else if (open.Remove((job, epoch), out var place))
                runs[place] = runs[place] with { Left = at, How = line[3] };
        }
        return runs;
    }

    private void Write(string line)
    {
        lock (gate)
            file.Write(Encoding.UTF8.GetBytes(line));
    }
}
