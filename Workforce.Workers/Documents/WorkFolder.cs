namespace Workforce.Workers.Documents;

/// <summary>A folder that only this process's user can enter, gone with everything in it when disposed.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("workforce-document-").FullName;

    public string File(string name) => Path.Combine(FullName, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(FullName, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Someone tidied the temporary folder; what was to be gone is gone.
        }
    }
}
