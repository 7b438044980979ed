using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Looks after one instance of a resource from the application's start to its end.</summary>
internal interface IRunner : IDisposable
{
    IResource Resource { get; }

    void Start();

    /// <summary>Returns when nothing of it runs any more.</summary>
    Task StopAsync();
}
