namespace Workforce.Workers.Documents;

/// <summary>A folder that only this process's user can enter, gone with everything in it when disposed.</summary>
internal sealed class WorkFolder(string? parent) : IDisposable
{
    public string FullName { get; } = Create(parent);

    public string File(string name) => Path.Combine(FullName, name);

    private static string Create(string? parent)
    {
        if (parent is null) return Directory.CreateTempSubdirectory("workforce-document-").FullName;

        var folder = Path.Combine(parent, $"workforce-document-{Guid.NewGuid():N}");
        return Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }

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
