using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>A builder whose application keeps generated values.</summary>
internal interface IKeepsParameters
{
    ParameterStore Parameters { get; }
}

/// <summary>Values that were generated once and must be the same at the next start, as the passwords a server was set up with.</summary>
internal sealed class ParameterStore(Func<string> folder)
{
    private readonly Lock gate = new();

    private string File => Path.Combine(folder(), "parameters.json");

    public string GetOrAdd(string name, ParameterDefault generate)
    {
        lock (gate)
        {
            var values = Read();
            if (values.TryGetValue(name, out var kept))
            {
                return kept;
            }

            var value = values[name] = generate.GetDefaultValue();
            Directory.CreateDirectory(folder());
            DataFolder.Write(File, JsonSerializer.Serialize(values));
            return value;
        }
    }

    private Dictionary<string, string> Read()
    {
        try
        {
            return System.IO.File.Exists(File) ? JsonSerializer.Deserialize<Dictionary<string, string>>(System.IO.File.ReadAllText(File)) ?? [] : [];
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"{File} holds the generated passwords and cannot be read: {exception.Message} Restore it, or move its folder away to begin anew.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DistributedApplicationException($"{File} belongs to another user. Start as its owner, or name another data folder.", exception);
        }
    }

    /// <summary>A default that is generated at the first start and kept.</summary>
    internal sealed class KeptDefault(ParameterStore store, string name, ParameterDefault generate) : ParameterDefault
    {
        public override string GetDefaultValue() => store.GetOrAdd(name, generate);
    }
}
