using System.Text.Json;

namespace Aspire.Hosting.Running;

/// <summary>Where an application keeps what outlives it: servers' files, generated passwords, ports. One app host at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    /// <summary>Addresses of a running application's external endpoints, by resource: <c>{"api":"http://127.0.0.1:5180"}</c>. There only while it is healthy.</summary>
    public string EndpointsFile => EndpointsFileOf(Path);

    public string PortsFile => System.IO.Path.Combine(Path, "ports");

    public string ProcessesFile => System.IO.Path.Combine(Path, "processes");

    /// <exception cref="DistributedApplicationException">Another app host uses the folder, or it cannot be written to.</exception>
    public static DataFolder Open(string path)
    {
        FileStream held;
        try
        {
            Directory.CreateDirectory(path);
            // Held by flock(2), which ends with this process however it ends; `flock -n FILE true` asks for it from a shell.
            held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DistributedApplicationException($"The data folder {path} cannot be written to by this user ({exception.Message}). Start as its owner, or name another folder.", exception);
        }
        catch (IOException exception) when (File.Exists(System.IO.Path.Combine(path, "lock")))
        {
            throw new DistributedApplicationException($"It is running already with the data folder {path}{AddressesOf(path)}. Stop it first, or name another folder.", exception);
        }
        catch (IOException exception)
        {
            throw new DistributedApplicationException($"The data folder {path} cannot be made: {exception.Message}", exception);
        }

        var folder = new DataFolder(path, held);
        File.Delete(folder.EndpointsFile);
        return folder;
    }

    /// <summary>A folder for one resource's files.</summary>
    public string Of(string resource) => System.IO.Path.Combine(Path, resource);

    public void Announce(IReadOnlyDictionary<string, string> endpoints) => Write(EndpointsFile, JsonSerializer.Serialize(endpoints));

    public void Withdraw() => File.Delete(EndpointsFile);

    /// <summary>Replaces a file as a whole, readable by its owner alone.</summary>
    public static void Write(string file, string text)
    {
        var draft = file + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
        }

        File.Move(draft, file, overwrite: true);
    }

    public void Dispose()
    {
        Withdraw();
        held.Dispose();
    }

    private static string EndpointsFileOf(string path) => System.IO.Path.Combine(path, "endpoints.json");

    private static string AddressesOf(string path)
    {
        try
        {
            var endpoints = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(EndpointsFileOf(path))) ?? [];
            return endpoints.Count == 0 ? "" : $": {string.Join(", ", endpoints.Select(endpoint => $"{endpoint.Key} at {endpoint.Value}"))}";
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return " (it is still starting)";
        }
    }
}
