namespace Workforce.Web.Live;

/// <summary>Many signals in a row become one look: soon after the first, and once more for those that came while it was being taken.</summary>
/// <param name="look">Called in the context that signals arrive in, never twice at once.</param>
internal sealed class Pulse(Func<Task> look, TimeProvider time, TimeSpan gather)
{
    private bool asked;
    private bool looking;

    public async Task BeatAsync()
    {
        asked = true;
        if (looking)
            return;
        looking = true;
        try
        {
            while (asked)
            {
                await Task.Delay(gather, time);
                asked = false;
                await look();
            }
        }
        finally
        {
            looking = false;
        }
    }
}
