using System.Text.Json;
using Microsoft.Extensions.AI;
using Workforce.Core.Schemas;

namespace Workforce.Workers.Llm.Tools;

/// <summary>What a tool may do.</summary>
internal enum ToolPermission
{
    /// <summary>Looks something up; runs at once.</summary>
    Read,

    /// <summary>Would change something; all it does is file a proposal, and the model is told that somebody decides on it.</summary>
    Write,
}

/// <summary>A proposal that a tool filed in the place of what it was asked to do.</summary>
internal sealed record FiledProposal(Guid ProposalId, string Title);

/// <summary>
/// Something a model may call: a function with typed arguments, and what it may do. A tool is known by what it is, not by its name:
/// a permission of one never covers another, whatever that one calls itself.
/// </summary>
internal sealed class ModelTool
{
    private ModelTool(AIFunction function, ToolPermission permission, string? outside) => (Function, Permission, Outside) = (function, permission, outside);

    public AIFunction Function { get; }

    public ToolPermission Permission { get; }

    /// <summary>Where its results come from, if from outside: they are then marked as data.</summary>
    public string? Outside { get; }

    public string Name => Function.Name;

    /// <param name="name">Letters, digits and underscores.</param>
    /// <param name="description">For the model: what it finds, and when to use it.</param>
    /// <param name="outside">What its results are, where people or other servers wrote them.</param>
    /// <param name="run">Gets arguments that fit the schema of <typeparamref name="TArguments"/>.</param>
    public static ModelTool Read<TArguments>(string name, string description, Func<TArguments, CancellationToken, Task<object?>> run, string? outside = null)
        where TArguments : class => new(new TypedFunction<TArguments>(name, description, run), ToolPermission.Read, outside);

    /// <param name="file">Files the proposal. There is no other way for a tool to write.</param>
    public static ModelTool Write<TArguments>(string name, string description, Func<TArguments, CancellationToken, Task<FiledProposal>> file)
        where TArguments : class => new(
            new TypedFunction<TArguments>(name, description, async (arguments, ct) =>
            {
                var filed = await file(arguments, ct);
                return new { proposal_id = filed.ProposalId, title = filed.Title, status = "waits for a decision by a person; nothing is changed yet" };
            }),
            ToolPermission.Write,
            null);

    /// <summary>A function of another server; it may only read.</summary>
    public static ModelTool External(AIFunction function, string source) => new(function, ToolPermission.Read, source);

    private sealed class TypedFunction<TArguments>(string name, string description, Func<TArguments, CancellationToken, Task<object?>> run) : AIFunction
        where TArguments : class
    {
        public override string Name => name;

        public override string Description => description;

        public override JsonElement JsonSchema => RecordSchema.Of<TArguments>();

        protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
        {
            var json = JsonSerializer.SerializeToElement<IDictionary<string, object?>>(arguments, AIJsonUtilities.DefaultOptions);
            return RecordSchema.Read<TArguments>(json, out var typed) is { Count: > 0 } problems
                ? throw new ArgumentException(string.Join("; ", problems))
                : await run(typed!, cancellationToken);
        }
    }
}
