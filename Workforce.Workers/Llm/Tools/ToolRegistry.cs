namespace Workforce.Workers.Llm.Tools;

/// <summary>Tools by name. A name is one tool's: a second one is an error, not a replacement.</summary>
internal sealed class ToolRegistry
{
    private readonly Dictionary<string, ModelTool> tools = new(StringComparer.Ordinal);

    public IReadOnlyCollection<ModelTool> All => tools.Values;

    /// <exception cref="InvalidOperationException">The name is taken.</exception>
    public ToolRegistry Add(ModelTool tool) => tools.TryAdd(tool.Name, tool) ? this : throw new InvalidOperationException($"There are two tools named {tool.Name}.");

    /// <summary>In the order asked for.</summary>
    /// <exception cref="InvalidOperationException">There is none of a name.</exception>
    public IReadOnlyList<ModelTool> Of(params string[] names) =>
        [.. names.Select(name => tools.GetValueOrDefault(name) ?? throw new InvalidOperationException($"There is no tool named {name}; there are {string.Join(", ", tools.Keys)}."))];
}
