using System.Collections.Concurrent;
using Spectre.Console;
using Workforce.Contracts.Finance;
using Workforce.Contracts.Jobs;

namespace Workforce.Cli;

/// <summary>Tells on standard error what each employee does with each file, a line an event, so that it reads the same on a terminal and in a log.</summary>
internal sealed class StageBoard(IAnsiConsole console)
{
    private readonly ConcurrentDictionary<Guid, Watched> watched = new();

    public void Uploaded(string file, StatementRow statement, bool existing)
    {
        watched.TryAdd(statement.CorrelationId, new(Path.GetFileName(file)));
        Write(file, existing ? "[grey]the same file was uploaded before[/]" : "uploaded");
    }

    public void Progress(JobEventMessage message)
    {
        if (!watched.TryGetValue(message.CorrelationId, out var file))
        {
            return;
        }

        var text = message.Type switch
        {
            "started" => message.Attempt > 1 ? $"attempt {message.Attempt}" : null,
            "progress" => $"{message.Percent,3} % {message.Message}",
            "completed" => "done",
            "retrying" => $"[yellow]will try again:[/] {Markup.Escape(message.Message ?? "")}",
            "failed" => $"[red]gave up:[/] {Markup.Escape(message.Message ?? "")}",
            _ => null,
        };
        if (text is not null)
        {
            Write(file.Name, $"[blue]{Markup.Escape(message.Queue),-13}[/] {(message.Type == "progress" ? Markup.Escape(text) : text)}");
        }

        file.Changed();
    }

    public void Ended(string file, StatementRow statement) => Write(file, statement.Status switch
    {
        StatementStatus.Rejected or StatementStatus.Failed => $"[red]{statement.Status.ToString().ToLowerInvariant()}[/] {Markup.Escape(statement.Error ?? "")}",
        StatementStatus.Partial => $"[yellow]partly read[/] {statement.Problems.Count(problem => problem.Severity == "error")} lines could not be read",
        _ => $"[green]{statement.Status.ToString().ToLowerInvariant()}[/] {statement.Transactions} transactions, {statement.Added} new",
    });

    public void Lost(string file, string error) => Write(file, $"[red]failed[/] {Markup.Escape(error)}");

    /// <summary>Returns at the next event of the correlation, at the latest after the given time.</summary>
    public async Task ChangedAsync(Guid correlation, TimeSpan atMost, CancellationToken ct)
    {
        if (watched.TryGetValue(correlation, out var file))
        {
            await file.WaitAsync(atMost, ct);
        }
    }

    private void Write(string file, string markup) =>
        console.MarkupLine($"[grey]{Markup.Escape(Path.GetFileName(file)),-36}[/] {markup}");

    private sealed class Watched(string name)
    {
        private TaskCompletionSource bell = NewBell();

        public string Name => name;

        public void Changed() => Interlocked.Exchange(ref bell, NewBell()).SetResult();

        public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
        {
            try
            {
                await Volatile.Read(ref bell).Task.WaitAsync(atMost, ct);
            }
            catch (TimeoutException)
            {
                // Nothing was heard; the caller looks for itself.
            }
        }

        private static TaskCompletionSource NewBell() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
