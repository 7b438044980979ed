using System.Text.Json;

namespace Aspire.Hosting.Running;

/// <summary>The first profile of a project's Properties/launchSettings.json that runs the project itself.</summary>
internal sealed record LaunchProfile(IReadOnlyList<Uri> Addresses, IReadOnlyDictionary<string, string> Environment)
{
    public static LaunchProfile None { get; } = new([], new Dictionary<string, string>());

    /// <exception cref="DistributedApplicationException">The file is no such file, or has no profile of the name asked for.</exception>
    public static LaunchProfile Read(string projectPath, string? name)
    {
        var file = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(file))
        {
            return name is null ? None : throw new DistributedApplicationException($"The launch profile '{name}' was asked for, but there is no {file}.");
        }

        try
        {
            return Parse(File.ReadAllText(file), name) ?? (name is null ? None : throw new DistributedApplicationException($"{file} has no profile '{name}'."));
        }
        catch (Exception exception) when (exception is JsonException or UriFormatException or InvalidOperationException)
        {
            throw new DistributedApplicationException($"{file} cannot be read: {exception.Message}", exception);
        }
    }

    internal static LaunchProfile? Parse(string json, string? name)
    {
        using var document = JsonDocument.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        if (!document.RootElement.TryGetProperty("profiles", out var profiles))
        {
            return null;
        }

        foreach (var profile in profiles.EnumerateObject())
        {
            var runsProject = profile.Value.TryGetProperty("commandName", out var command) && command.GetString() == "Project";
            if (name is null ? runsProject : profile.Name == name)
            {
                return new(
                    [.. (profile.Value.TryGetProperty("applicationUrl", out var url) ? url.GetString() ?? "" : "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(address => new Uri(address))],
                    profile.Value.TryGetProperty("environmentVariables", out var variables)
                        ? variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString() ?? "", StringComparer.Ordinal)
                        : new Dictionary<string, string>());
            }
        }

        return null;
    }
}
