using Workforce.Web.Clients;
using Workforce.Web.Ui;

namespace Workforce.Web.Finance;

/// <summary>
/// Things that are done at once and can be taken back for a while by their inverse. Neither is stopped when the person leaves the
/// page: what they said counts. The offer to undo goes with them, so whoever shows such things listens for what was taken back.
/// </summary>
internal sealed class Reversible(Toasts toasts)
{
    /// <summary>Raised after something was taken back.</summary>
    public event Action? TakenBack;

    /// <summary>False where it did not happen; then the person has been told why.</summary>
    public async Task<bool> DoAsync(string text, string? detail, Func<CancellationToken, Task> act, Func<CancellationToken, Task> inverse)
    {
        var done = await TryAsync(act);
        if (done)
            Offer(text, detail, inverse);
        return done;
    }

    /// <summary>Offers to take back what was done already. An offer that could not be kept is made again.</summary>
    /// <param name="label">What the button says, where taking it back is not quite undoing it.</param>
    public void Offer(string text, string? detail, Func<CancellationToken, Task> inverse, string label = "Undo") => toasts.Undo(
        text,
        detail,
        async () =>
        {
            if (await TryAsync(inverse))
                TakenBack?.Invoke();
            else
                Offer(text, detail, inverse, label);
        },
        label);

    private async Task<bool> TryAsync(Func<CancellationToken, Task> act)
    {
        try
        {
            await act(CancellationToken.None);
            return true;
        }
        catch (ApiProblemException problem)
        {
            toasts.Problem(problem.Problem);
            return false;
        }
    }
}
