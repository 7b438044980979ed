using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workforce.Contracts;
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
        ["sum"] = Known?.Sum?.ToString(CultureInfo.InvariantCulture),
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
    }.ToJsonString(WireJson.Options);

    /// <summary>The row as far as its figures mean anything: a rejected or failed file has none.</summary>
    private StatementRow? Known => Processed ? Statement : null;
}
