using System.Text.Json;
using System.Text.Json.Nodes;
using Workforce.Web.Ui;

namespace Workforce.Web.Schemas;

public enum SchemaKind { Text, LongText, Whole, Number, Flag, Choice, Date, List, Choices, Group, Rows, Json }

/// <summary>One value of a record, as the record's JSON Schema describes it: what a form needs to ask for it.</summary>
/// <param name="Optional">It may be left empty.</param>
public sealed record SchemaField(string Name, SchemaKind Kind, bool Optional)
{
    public string Title => Words.Capital(Name);

    public string? Description { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>The words there are to choose from.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Of a group, or of each row.</summary>
    public IReadOnlyList<SchemaField> Fields { get; init; } = [];

    /// <summary>What holds where nothing is given.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>The entries of a list are numbers.</summary>
    public bool Numbers { get; init; }

    /// <summary>What may be given, e.g. <c>1 to 90</c>; null: nothing is said of it.</summary>
    public string? Limits => (Minimum, Maximum) switch
    {
        ({ } least, { } most) => $"{Figure(least)} to {Figure(most)}",
        ({ } least, null) => $"{Figure(least)} or more",
        (null, { } most) => $"at most {Figure(most)}",
        _ => null,
    };

    /// <summary>The field's value in a record, or what holds in its place.</summary>
    public JsonNode? In(JsonObject record) => record.TryGetPropertyValue(Name, out var given) ? given : Default is { } usual ? JsonNode.Parse(usual.GetRawText()) : null;

    private static string Figure(decimal number) => number.ToString("#,##0.####", System.Globalization.CultureInfo.InvariantCulture);
}
