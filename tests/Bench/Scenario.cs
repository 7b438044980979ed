using System.CommandLine;

namespace Bench;

/// <summary>One thing to measure.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Description">What is measured and how.</param>
/// <param name="Reads">The options it takes besides those of every scenario.</param>
/// <param name="RunAsync">One run; the answer's members are the figures.</param>
internal sealed record Scenario(string Name, string Description, IReadOnlyList<Option> Reads, Func<Settings, Store, CancellationToken, Task<object>> RunAsync)
{
    public Command Command()
    {
        var command = new Command(Name, Description) { Options.Json, Options.Runs };
        foreach (var option in Options.Common.Concat(Reads))
            command.Add(option);
        command.SetAction((parsed, ct) => Runs.MeasureAsync(this, Options.Read(parsed), parsed.GetValue(Options.Json), ct));
        return command;
    }
}
