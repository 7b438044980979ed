using Workforce.Web.Clients;
using Workforce.Web.Ui;

namespace Workforce.Web.Finance;

/// <summary>
/// Things that were said but can still be taken back: shown as done at once, sent when the time to undo is over, and at the latest
/// when the visit ends. The API has no way back for them, so the way back is before they are sent.
/// </summary>
internal sealed class Deferred(Toasts toasts, TimeProvider time) : IAsyncDisposable
{
    private readonly List<Entry> entries = [];
    private readonly Lock gate = new();

    /// <summary>Raised with the key when something is sent or taken back after all.</summary>
    public event Action<string>? Settled;

    public bool IsHidden(string key)
    {
        lock (gate)
            return entries.Any(entry => entry.Key == key);
    }

    public void Do(string key, string text, string? detail, Func<CancellationToken, Task> send, Action undone)
    {
        var entry = new Entry(key, send, new CancellationTokenSource());
        lock (gate)
            entries.Add(entry);
        toasts.Undo(text, detail, () =>
        {
            if (Take(entry))
            {
                entry.Wait.Cancel();
                undone();
                Settled?.Invoke(key);
            }

            return Task.CompletedTask;
        });
        _ = SendLaterAsync(entry, undone);
    }

    private async Task SendLaterAsync(Entry entry, Action undone)
    {
        await Task.Delay(Toasts.UndoTime, time, entry.Wait.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (entry.Wait.IsCancellationRequested || !Take(entry))
            return;
        try
        {
            await entry.Send(CancellationToken.None);
        }
        catch (ApiProblemException problem)
        {
            undone();
            toasts.Problem(problem.Problem);
        }

        Settled?.Invoke(entry.Key);
    }

    private bool Take(Entry entry)
    {
        lock (gate)
            return entries.Remove(entry);
    }

    public async ValueTask DisposeAsync()
    {
        List<Entry> left;
        lock (gate)
        {
            left = [.. entries];
            entries.Clear();
        }

        foreach (var entry in left)
        {
            await entry.Wait.CancelAsync();
            try
            {
                await entry.Send(CancellationToken.None);
            }
            catch (ApiProblemException)
            {
                // The visit is over and nobody is there to tell: the next one shows it as it was.
            }
        }
    }

    private sealed record Entry(string Key, Func<CancellationToken, Task> Send, CancellationTokenSource Wait);
}
