using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workforce.Core.Schemas;

namespace Workforce.Core.Tests.Schemas;

public sealed class RecordSchemaTests
{
    [Fact]
    public void A_record_becomes_a_closed_object_with_its_attributes_as_keywords()
    {
        var schema = JsonNode.Parse(RecordSchema.Of<Settings>().GetRawText());

        Assert.Equal(
            JsonNode.Parse("""
                {
                  "type": "object",
                  "description": "How the monitor works.",
                  "properties": {
                    "warn_at": {"type": "number", "minimum": 0, "maximum": 100, "description": "Percent of shifts attended."},
                    "level": {"type": "string", "enum": ["low", "very_high"]},
                    "clinics": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 3},
                    "thresholds": {
                      "type": "object",
                      "properties": {"supervisor": {"type": "integer", "minimum": 1, "maximum": 100}},
                      "required": ["supervisor"],
                      "additionalProperties": false
                    },
                    "note": {"type": ["string", "null"], "default": null, "maxLength": 20},
                    "since": {"type": ["string", "null"], "format": "date", "default": null},
                    "code": {"type": "string", "default": "A1", "pattern": "^(?:[A-Z]\\d)$"},
                    "days": {"type": "integer", "default": 90, "minimum": 1, "maximum": 366}
                  },
                  "required": ["warn_at", "level", "clinics", "thresholds"],
                  "additionalProperties": false
                }
                """)!.ToJsonString(),
            schema!.ToJsonString(), new SameJson());
    }

    [Fact]
    public void Every_optional_property_has_a_type()
    {
        var properties = RecordSchema.Of<Optional>().GetProperty("properties");

        Assert.Equal(7, properties.EnumerateObject().Count());
        Assert.All(properties.EnumerateObject(), property => Assert.True(property.Value.TryGetProperty("type", out _), property.Name));
    }

    [Fact]
    public void A_type_that_holds_itself_refers_to_itself()
    {
        var problems = RecordSchema.Read<Unit>(Json("""{"name": "a", "parts": [{"name": "b", "parts": [{"name": 7, "parts": []}]}]}"""), out _);

        Assert.Equal(["parts[0].parts[0].name: 7 is not text"], problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void What_fits_is_read_as_the_record()
    {
        var problems = RecordSchema.Read<Settings>(
            Json("""{"warn_at": 80.5, "level": "very_high", "clinics": ["Nord"], "thresholds": {"supervisor": 3}, "since": "2026-02-28"}"""), out var read);

        Assert.Empty(problems);
        Assert.Equal((80.5m, Level.VeryHigh, "Nord", 3, new DateOnly(2026, 2, 28), "A1", 90), (read!.WarnAt, read.Level, read.Clinics.Single(), read.Thresholds.Supervisor, read.Since!.Value, read.Code, read.Days));
    }

    [Fact]
    public void What_no_schema_can_say_is_a_problem_and_no_exception()
    {
        var problems = RecordSchema.Read<Thresholds>(Json("""{"supervisor": 3.0}"""), out _);

        Assert.Equal("supervisor", Assert.Single(problems).Path);
        Assert.Equal("null is not an object", Assert.Single(RecordSchema.Read<Thresholds>(Json("null"), out _)).Problem);
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private enum Level
    {
        Low,
        VeryHigh,
    }

    private sealed record Thresholds([Range(1, 100)] int Supervisor);

    [Description("How the monitor works.")]
    private sealed record Settings(
        [Range(0.0, 100.0), Description("Percent of shifts attended.")] decimal WarnAt,
        Level Level,
        [Length(1, 3)] IReadOnlyList<string> Clinics,
        Thresholds Thresholds,
        [MaxLength(20)] string? Note = null,
        DateOnly? Since = null,
        [property: RegularExpression("[A-Z]\\d")] string Code = "A1",
        [Range(1, 366)] int Days = 90);

    private sealed record Optional(
        string? Text = null, int? Whole = null, decimal? Money = null, Level? Level = null, bool? Flag = null, IReadOnlyList<int>? Numbers = null, Thresholds? Thresholds = null);

    private sealed record Unit(string Name, IReadOnlyList<Unit> Parts);

    /// <summary>The order of keywords means nothing.</summary>
    private sealed class SameJson : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => JsonNode.DeepEquals(JsonNode.Parse(x!), JsonNode.Parse(y!));

        public int GetHashCode(string obj) => 0;
    }
}
