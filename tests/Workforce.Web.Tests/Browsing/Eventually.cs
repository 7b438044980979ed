namespace Workforce.Web.Tests.Browsing;

/// <summary>Waits for what happens on the server after the browser has left, where no signal can reach it any more.</summary>
internal static class Eventually
{
    public static async Task HoldsAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
            await timer.WaitForNextTickAsync(limit.Token);
    }
}
