using System.Text.Json;
using System.Text.Json.Nodes;
using Workforce.Web.Clients;
using Workforce.Web.Schemas;

namespace Workforce.Web.Tests.Schemas;

public sealed class SchemaFieldsTests
{
    private static readonly JsonElement Schema = JsonSerializer.Deserialize<JsonElement>(
        """
        {"type":"object","properties":{
          "name":{"type":"string","maxLength":80},
          "text":{"type":["string","null"],"maxLength":400,"description":"Why."},
          "count":{"type":"integer","minimum":1,"maximum":9},
          "share":{"type":["number","null"],"exclusiveMaximum":1},
          "on":{"type":"boolean"},
          "level":{"type":["string","null"],"enum":["low","high",null]},
          "day":{"type":"string","format":"date"},
          "tags":{"type":"array","items":{"type":"string"}},
          "sizes":{"type":"array","items":{"type":"integer"}},
          "days":{"type":"array","items":{"type":"string","enum":["mon","tue"]}},
          "limits":{"type":"object","properties":{"hr":{"type":"number"}}},
          "lines":{"type":"array","items":{"$ref":"#/properties/limits"}},
          "map":{"type":"object","additionalProperties":{"type":"string"}},
          "either":{"type":["string","integer"]}
        }}
        """);

    [Fact]
    public void Each_kind_of_value_is_asked_for_in_its_own_way()
    {
        var fields = SchemaFields.Of(Schema);

        Assert.Equal(
            [
                ("name", SchemaKind.Text, false), ("text", SchemaKind.LongText, true), ("count", SchemaKind.Whole, false), ("share", SchemaKind.Number, true), ("on", SchemaKind.Flag, false), ("level", SchemaKind.Choice, true),
                ("day", SchemaKind.Date, false), ("tags", SchemaKind.List, false), ("sizes", SchemaKind.List, false), ("days", SchemaKind.Choices, false), ("limits", SchemaKind.Group, false), ("lines", SchemaKind.Rows, false),
                ("map", SchemaKind.Json, false), ("either", SchemaKind.Json, false),
            ],
            fields.Select(field => (field.Name, field.Kind, field.Optional)));
        Assert.Equal(("1 to 9", "at most 1", "Why.", 80), (fields[2].Limits, fields[3].Limits, fields[1].Description, fields[0].MaxLength));
        Assert.Equal(["low", "high"], fields[5].Options);
        Assert.Equal(["hr"], fields[11].Fields.Select(field => field.Name));
    }

    [Theory]
    [InlineData("name", "", "\"\"")]
    [InlineData("text", "", "null")]
    [InlineData("count", "7", "7")]
    [InlineData("count", "", "null")]
    [InlineData("count", "many", "\"many\"")]
    [InlineData("share", "0.1", "0.1")]
    [InlineData("tags", " a\n\n b ", """["a","b"]""")]
    [InlineData("sizes", "1\ntwo", """[1,"two"]""")]
    [InlineData("map", """{"a":"b"}""", """{"a":"b"}""")]
    [InlineData("map", "{a", "\"{a\"")]
    public void What_is_typed_becomes_a_value_of_the_kind_or_stays_what_was_typed(string name, string typed, string json)
    {
        var field = SchemaFields.Of(Schema).Single(one => one.Name == name);
        var value = SchemaValues.Read(field, typed);

        Assert.Equal(json, value?.ToJsonString() ?? "null");
        Assert.Equal(json, SchemaValues.Element(new JsonObject { ["value"] = value?.DeepClone() }).GetProperty("value").GetRawText());
    }

    [Fact]
    public void A_copy_is_changed_alone_and_a_blank_row_has_every_field()
    {
        var record = JsonSerializer.Deserialize<JsonElement>("""{"count":1.0,"text":null}""");
        var copy = SchemaValues.Copy(record);
        Assert.True(SchemaValues.Same(record, copy));
        copy["count"] = 2;
        Assert.False(SchemaValues.Same(record, copy));
        Assert.Equal(
            """{"name":"","text":null,"count":null,"share":null,"on":false,"level":null,"day":null,"tags":[],"sizes":[],"days":[],"limits":{"hr":null},"lines":[],"map":null,"either":null}""",
            SchemaValues.Blank(SchemaFields.Of(Schema)).ToJsonString());
    }

    [Fact]
    public void What_is_not_given_is_shown_as_what_holds_and_not_written()
    {
        var field = Assert.Single(SchemaFields.Of(JsonSerializer.Deserialize<JsonElement>("""{"properties":{"days":{"type":"integer","default":90}}}""")));
        JsonObject record = [];
        Assert.Equal("90", SchemaValues.Text(field, field.In(record)));
        Assert.Empty(record);
        record["days"] = null;
        Assert.Null(field.In(record));
    }

    [Fact]
    public async Task What_is_wrong_finds_its_field()
    {
        using var response = new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest)
        {
            Content = new StringContent("""{"errors":{"config.limits.hr":["too much"],"config.tags[1]":["no word"],"config":["too large"],"configure":["other"],"schedule_cron":["no schedule"]},"moved":true}"""),
        };
        var problem = await ApiProblem.ReadAsync(response, TestContext.Current.CancellationToken);
        var wrong = FieldProblems.Of(problem, "config");

        Assert.Equal(["limits.hr", "tags[1]", ""], wrong.Wrong.Keys);
        Assert.Equal(["too much"], wrong.At("limits.hr", within: false));
        Assert.Empty(wrong.At("limits", within: false));
        Assert.Equal(["[1]: no word"], wrong.At("tags", within: true));
        Assert.Equal(["too large"], wrong.Homeless(SchemaFields.Of(Schema)));
        Assert.True(problem.Part<bool?>("moved"));
        Assert.Null(problem.Part<string[]>("dependants"));
        Assert.Null(problem.Part<string[]>("moved"));
    }
}
