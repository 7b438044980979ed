using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bench;

/// <summary>Measures a scenario several times and prints what came of it.</summary>
internal static class Runs
{
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static async Task<int> MeasureAsync(Scenario scenario, Settings settings, bool json, CancellationToken ct)
    {
        var results = new List<JsonObject>();
        var count = settings.Runs ?? 5;
        await using var store = new Store(settings);
        for (var run = 1; run <= count; run++)
        {
            var machine = await Machine.LookAsync(settings.Connection, ct);
            var result = JsonSerializer.SerializeToNode(await scenario.RunAsync(settings, store, ct), Names)!.AsObject();
            results.Add(result);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(new { scenario = scenario.Name, run, result, settings = settings with { Connection = "" }, machine }, Names));
            else
                Console.WriteLine($"{scenario.Name} {run}/{count}  {Line(result)}  (load {machine.Load.ToString(CultureInfo.InvariantCulture)}, commit {machine.CommitMs:0.00} ms)");
        }
        if (!json && count > 1)
            Console.WriteLine($"{scenario.Name} median  {Line(Median(results))}");
        return 0;
    }

    private static string Line(JsonObject figures) => string.Join("  ", figures.Select(f => $"{f.Key} {Text(f.Value)}"));

    private static string Text(JsonNode? value) => value switch
    {
        JsonValue number when number.TryGetValue<double>(out var n) => n.ToString(Math.Abs(n) >= 100 ? "#,##0" : "0.##", CultureInfo.InvariantCulture),
        JsonArray list => string.Join("/", list.Select(Text)),
        _ => value?.ToString() ?? "-",
    };

    private static JsonObject Median(List<JsonObject> results) => new(results[0]
        .Where(f => f.Value is JsonValue v && v.GetValueKind() == JsonValueKind.Number)
        .Select(f => KeyValuePair.Create(f.Key, (JsonNode?)Percentile.Median(results.Where(r => r[f.Key] is not null).Select(r => r[f.Key]!.GetValue<double>())))));
}
