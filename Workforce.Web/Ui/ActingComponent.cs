using Microsoft.AspNetCore.Components;
using Workforce.Web.Clients;

namespace Workforce.Web.Ui;

/// <summary>A component that asks the API to do things: it stops asking when it leaves the page, and shows what stood in the way.</summary>
public abstract class ActingComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    protected ActingComponent() => Stop = stop.Token;

    [Inject]
    private IServiceProvider Provider { get; set; } = null!;

    private protected Toasts Toasts => Provider.GetRequiredService<Toasts>();

    /// <summary>Cancelled when the component leaves the page; also what is called after that may ask for it.</summary>
    protected CancellationToken Stop { get; }

    /// <summary>True while something asked for is under way: its button shows it and does not ask twice.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Does it, and shows the problem if there is one. False when it did not happen.</summary>
    protected async Task<bool> ActAsync(Func<CancellationToken, Task> act)
    {
        if (Busy || stop.IsCancellationRequested)
            return false;
        Busy = true;
        StateHasChanged();
        try
        {
            await act(Stop);
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
