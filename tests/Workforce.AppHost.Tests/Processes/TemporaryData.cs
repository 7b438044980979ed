namespace Workforce.AppHost.Tests.Processes;

/// <summary>A data folder that goes with the test.</summary>
internal sealed class TemporaryData : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("apphost-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
