using System.CommandLine;
using System.Text.Json;
using Workforce.Contracts;

namespace Workforce.Cli;

/// <summary>The folder of a running system: where it listens and how its demo company signs in.</summary>
internal sealed record DataFolder(string Path)
{
    public static Option<string> Option { get; } = new("--data")
    {
        Description = "Data folder of the system (its endpoints.json and sign-in.json).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WORKFORCE_DATA") is { Length: > 0 } named ? named : ".data",
        Recursive = true,
    };

    public Endpoints Endpoints => Read<Endpoints>("endpoints.json", "the system is not running: start it with ./run");

    public SignIn SignIn => Read<SignIn>("sign-in.json", "the demo company has no sign-in yet: start the system with ./run");

    private T Read<T>(string name, string hint)
    {
        var file = System.IO.Path.Combine(Path, name);
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(file), WireJson.Options)
                ?? throw new CommandException($"{file} is empty; {hint}.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"{file} is not there; {hint}.");
        }
        catch (JsonException e)
        {
            throw new CommandException($"{file} cannot be read ({e.Message}); {hint}.");
        }
    }
}

/// <summary>Addresses of the running system.</summary>
internal sealed record Endpoints(Uri Api, Uri? Web);

/// <summary>The demo company's person.</summary>
internal sealed record SignIn(string Email, string Password);

/// <summary>What the person at the terminal is told; no stack trace helps them.</summary>
internal sealed class CommandException(string message) : Exception(message);
