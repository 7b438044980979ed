namespace Workforce.Jobs.Running;

/// <summary>Wakes one waiter; signals that come while nobody waits count as one.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle, the one thing there would be to dispose of, is never made.")]
internal sealed class Signal
{
    private readonly SemaphoreSlim semaphore = new(0, 1);

    public void Set()
    {
        try
        {
            if (semaphore.CurrentCount == 0)
                semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else set it in the same moment.
        }
    }

    public Task WaitAsync(CancellationToken ct) => semaphore.WaitAsync(ct);

    /// <summary>False: nothing came for this long.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken ct) => semaphore.WaitAsync(atMost, ct);
}
