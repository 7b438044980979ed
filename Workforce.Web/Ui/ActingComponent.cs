using Microsoft.AspNetCore.Components;
using Workforce.Web.Clients;

namespace Workforce.Web.Ui;

/// <summary>A component that asks the API to do things: it stops asking when it leaves the page, and shows what stood in the way.</summary>
public abstract class ActingComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    [Inject]
    private IServiceProvider Provider { get; set; } = null!;

    private protected Toasts Toasts => Provider.GetRequiredService<Toasts>();

    protected CancellationToken Stop => stop.Token;

    /// <summary>True while something asked for is under way: its button shows it and does not ask twice.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Does it, and shows the problem if there is one. False when it did not happen.</summary>
    protected async Task<bool> ActAsync(Func<CancellationToken, Task> act)
    {
        if (Busy)
            return false;
        Busy = true;
        StateHasChanged();
        try
        {
            await act(stop.Token);
            return true;
        }
        catch (ApiProblemException problem)
        {
            Toasts.Problem(problem.Problem);
            return false;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            Busy = false;
            if (!stop.IsCancellationRequested)
                StateHasChanged();
        }
    }

    public void Dispose()
    {
        if (!stop.IsCancellationRequested)
        {
            stop.Cancel();
            Leave();
            stop.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Called once when the component leaves the page.</summary>
    protected virtual void Leave()
    {
    }
}
