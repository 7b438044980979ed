namespace Workforce.Workers.Documents;

/// <summary>A folder of its own, in the system's temporary folder closed to other users, gone with everything in it when disposed.</summary>
internal sealed class WorkFolder(string? parent) : IDisposable
{
    public string FullName { get; } = Create(parent);

    public string File(string name) => Path.Combine(FullName, name);

    private static string Create(string? parent) => parent is null
        ? Directory.CreateTempSubdirectory("workforce-document-").FullName
        : Directory.CreateDirectory(Path.Combine(parent, $"workforce-document-{Guid.NewGuid():N}")).FullName;

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
