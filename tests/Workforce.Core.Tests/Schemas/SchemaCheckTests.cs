using System.Text.Json;
using Workforce.Core.Schemas;

namespace Workforce.Core.Tests.Schemas;

public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("""{"type":"integer","maximum":100}""", "100", "")]
    [InlineData("""{"type":"integer","maximum":100}""", "101", "101 is above the maximum of 100")]
    [InlineData("""{"type":"number","minimum":0.1}""", "0.1", "")]
    [InlineData("""{"type":"number","minimum":0.1}""", "0.09", "0.09 is below the minimum of 0.1")]
    [InlineData("""{"exclusiveMinimum":0}""", "0", "0 must be above 0")]
    [InlineData("""{"exclusiveMaximum":1}""", "1", "1 must be below 1")]
    [InlineData("""{"type":"integer"}""", "2.0", "")]
    [InlineData("""{"type":"integer"}""", "2.5", "2.5 is not a whole number")]
    [InlineData("""{"type":"integer"}""", "\"2\"", "\"2\" is not a whole number")]
    [InlineData("""{"type":["integer","null"]}""", "null", "")]
    [InlineData("""{"type":["integer","null"]}""", "true", "true is not a whole number or null")]
    [InlineData("""{"type":"string","minLength":3}""", "\"ab\"", "has 2 characters, at least 3 must be given")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"\ud83d\udc68\u200d\ud83d\udc69\"", "")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"ab\"", "has 2 characters, at most 1 may be given")]
    [InlineData("""{"type":"string","pattern":"^[A-Z]$"}""", "\"a\"", "\"a\" does not have the form ^[A-Z]$")]
    [InlineData("""{"type":"string","pattern":"("}""", "\"a\"", "")]
    [InlineData("""{"type":"string","pattern":"^(a+)+$"}""", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" does not have the form ^(a+)+$")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2026-02-30\"", "\"2026-02-30\" is not a date such as 2026-03-31")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-02-28T08:00:00Z\"", "")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"7\"", "\"7\" is not an id such as 0190a6c2-5d1e-7c3b-9f00-2b1f6f0c8a11")]
    [InlineData("""{"enum":["low","high"]}""", "\"hot\"", "\"hot\" is not one of low, high")]
    [InlineData("""{"type":"string","enum":["low","high"]}""", "5", "5 is not one of low, high")]
    [InlineData("""{"const":1}""", "1.0", "")]
    [InlineData("""{"const":"a"}""", "\"b\"", "\"b\" is not \"a\", the only value allowed")]
    [InlineData("""{"type":"array","minItems":2}""", "[1]", "has 1 entry, at least 2 must be given")]
    [InlineData("""{"type":"array","maxItems":1}""", "[1,2]", "has 2 entries, at most 1 may be given")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "true", "true is not text, or: true is not a whole number")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "7", "")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"minimum":0}]}""", "7", "fits 2 of the 2 forms, exactly one may fit")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"string"}]}""", "7", "")]
    [InlineData("""{"allOf":[{"type":"integer"},{"minimum":8}]}""", "7", "7 is below the minimum of 8")]
    [InlineData("""{"x-vendor":"anything","uniqueItems":true}""", "[1,1]", "")]
    [InlineData("""true""", "7", "")]
    [InlineData("""{"$ref":"https://example.org/schema"}""", "7", "")]
    [InlineData("""{"$ref":"#"}""", "7", "lies deeper than 64 levels")]
    public void One_rule_and_one_value(string schema, string value, string problem)
    {
        var problems = SchemaCheck.Problems(JsonElement.Parse(schema), JsonElement.Parse(value));

        Assert.Equal(problem, string.Join("; ", problems));
    }

    [Fact]
    public void Each_problem_says_where_it_is_and_what_to_do()
    {
        var schema = JsonElement.Parse("""
            {
              "type": "object",
              "properties": {
                "thresholds": {"type": "object", "properties": {"supervisor": {"type": "integer", "maximum": 100}}, "required": ["supervisor"], "additionalProperties": false},
                "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}}
              },
              "required": ["thresholds", "level"],
              "additionalProperties": false,
              "$defs": {"line": {"type": "object", "properties": {"amount": {"type": "number"}}, "required": ["amount"]}}
            }
            """);
        var value = JsonElement.Parse("""{"thresholds": {"supervisor": 140, "hr": 1}, "lines": [{"amount": 1}, {"amount": "x"}, {}], "colour": "red"}""");

        Assert.Equal(
            [
                "level: is missing: give a value",
                "thresholds.supervisor: 140 is above the maximum of 100",
                "thresholds.hr: is no known name: leave it out, or use one of supervisor",
                "lines[1].amount: \"x\" is not a number",
                "lines[2].amount: is missing: give a number",
                "colour: is no known name: leave it out, or use one of thresholds, lines",
            ],
            SchemaCheck.Problems(schema, value).Select(problem => problem.ToString()));
    }

    [Fact]
    public void The_form_that_got_furthest_is_the_one_whose_problems_are_told()
    {
        var schema = JsonElement.Parse("""
            {"oneOf": [
              {"type": "object", "properties": {"kind": {"const": "shift"}, "hours": {"type": "integer", "maximum": 12}}, "required": ["kind", "hours"]},
              {"type": "object", "properties": {"kind": {"const": "leave"}, "days": {"type": "integer"}}, "required": ["kind", "days"]}
            ]}
            """);

        Assert.Equal(
            ["hours: 13 is above the maximum of 12"],
            SchemaCheck.Problems(schema, JsonElement.Parse("""{"kind": "shift", "hours": 13}""")).Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_value_that_is_wrong_everywhere_gets_a_list_of_bounded_length()
    {
        var schema = JsonElement.Parse("""{"type":"array","items":{"type":"integer"}}""");

        Assert.Equal(25, SchemaCheck.Problems(schema, JsonSerializer.SerializeToElement(Enumerable.Repeat("x", 1000))).Count);
    }
}
