namespace Workforce.Web.Clients;

/// <summary>Whether this circuit reaches the API. The live stream and every request report here; the banner and failed views listen.</summary>
internal sealed class Connectivity
{
    public bool IsLost { get; private set; }

    public event Action? Changed;

    /// <summary>Raised when the API answers again after it was lost.</summary>
    public event Action? Recovered;

    /// <summary>Raised when the API refuses the session for good: the person has to sign in again.</summary>
    public event Action? SessionEnded;

    public void Lost()
    {
        if (IsLost)
            return;
        IsLost = true;
        Changed?.Invoke();
    }

    public void Answered()
    {
        if (!IsLost)
            return;
        IsLost = false;
        Changed?.Invoke();
        Recovered?.Invoke();
    }

    public void EndSession() => SessionEnded?.Invoke();
}
