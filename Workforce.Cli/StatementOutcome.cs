using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workforce.Contracts.Finance;

namespace Workforce.Cli;

/// <summary>What came of one file. <see cref="ToJson"/> is the line that scripts read; its names never change.</summary>
internal sealed record StatementOutcome(string File, StatementRow? Statement, string? Error, double Seconds)
{
    public bool Processed => Statement is { Status: StatementStatus.Completed or StatementStatus.Partial or StatementStatus.Empty };

    public string Status => Statement is null ? "failed" : JsonNamingPolicy.SnakeCaseLower.ConvertName(Statement.Status.ToString());

    public string? Message => Error ?? Statement?.Error;

    public string ToJson() => new JsonObject
    {
        ["file"] = File,
        ["format"] = Statement?.Format,
        ["status"] = Status,
        ["error"] = Message,
        ["accounts"] = Known?.Accounts,
        ["transactions"] = Known?.Transactions,
        ["sum"] = Sum,
        ["currency"] = Known?.Currencies switch
        {
            null or [] => null,
            [var one] => one,
            var several => new JsonArray([.. several.Select(code => (JsonNode)code)]),
        },
        ["first"] = Known?.First?.ToString("O", CultureInfo.InvariantCulture),
        ["last"] = Known?.Last?.ToString("O", CultureInfo.InvariantCulture),
        ["categorised"] = Known?.Categorised,
        ["recurring"] = Known?.Recurring,
        ["insights"] = Known?.Insights,
        ["findings"] = Known?.Findings,
        ["seconds"] = Math.Round(Seconds, 3),
    }.ToJsonString(Readable);

    // Read by people and scripts, never by a browser: quotes and umlauts stay what they are.
    private static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Nothing at all sums to 0; amounts of several currencies have no sum.</summary>
    private string? Sum => Known is { Sums.Count: 0 } ? "0" : Known?.Sum?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The row as far as its figures mean anything: a rejected or failed file has none.</summary>
    private StatementRow? Known => Processed ? Statement : null;
}
