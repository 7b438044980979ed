namespace Aspire.Hosting.Running;

/// <summary>
/// Lets a test take an app host's description over: while one is set, the app host's program makes its builder as the test
/// wants it, and ends where it would build the application.
/// </summary>
internal sealed class AppHostCapture(Action<DistributedApplicationOptions> adjust)
{
    private static readonly AsyncLocal<AppHostCapture?> Ambient = new();

    public static AppHostCapture? Current => Ambient.Value;

    public DistributedApplicationBuilder? Builder { get; private set; }

    /// <summary>Runs the app host's program up to its Build.</summary>
    /// <exception cref="InvalidOperationException">The program ended without it.</exception>
    public DistributedApplicationBuilder Run(Action program)
    {
        Ambient.Value = this;
        try
        {
            program();
        }
        catch (Described)
        {
            return Builder!;
        }
        finally
        {
            Ambient.Value = null;
        }

        throw new InvalidOperationException("The app host's program ended without building an application.");
    }

    public void Adjust(DistributedApplicationOptions options) => adjust(options);

    public void TakeOver(DistributedApplicationBuilder builder)
    {
        Builder = builder;
        throw new Described();
    }

    private sealed class Described : Exception;
}
