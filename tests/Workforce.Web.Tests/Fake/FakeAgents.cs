using System.Text.Json;
using Workforce.Contracts.Agents;

namespace Workforce.Web.Tests.Fake;

/// <summary>Five digital employees with a month behind them; in an empty company they are paused and have never run.</summary>
internal static class FakeAgents
{
    public static readonly Guid Run = new("66666666-0000-0000-0000-000000000001");

    public static IReadOnlyList<StationRow> Stations { get; } =
    [
        new("prime", "Prime", "finance", "Reads statements in eight formats.", "running", 1, 3, FakeCompany.Now.AddMinutes(-4), "completed", 2_100, 50_000, 0, 1, 0),
        new("byte", "Byte", "finance", "Reads receipts and matches them to lines.", "idle", 0, 0, FakeCompany.Now.AddMinutes(-3), "completed", 800, 50_000, 0, 1, 0),
        new("tag", "Tag", "finance", "Files every line under a category.", "idle", 0, 0, FakeCompany.Now.AddMinutes(-2), "completed", 5_400, 50_000, 12_000, 1, 0.34m),
        new("crystal", "Crystal", "finance", "Finds what recurs, what is unusual and what comes.", "error", 0, 0, FakeCompany.Now.AddHours(-5), "failed", 900, 50_000, 0, 1, 0),
        new("ledger", "Ledger", "finance", "Checks taxes and rules.", "idle", 0, 0, null, null, null, 50_000, 0, 1, 0),
    ];

    private static readonly JsonElement Schema = JsonSerializer.Deserialize<JsonElement>(
        """
        {"type":"object","additionalProperties":false,"properties":{
          "window_days":{"type":"integer","minimum":7,"maximum":365,"description":"How far back it looks."},
          "mode":{"type":"string","enum":["careful","bold"]},
          "notify":{"type":"boolean"},
          "watched_roles":{"type":"array","items":{"type":"string"},"description":"Empty: all of them."},
          "note":{"type":["string","null"],"maxLength":200},
          "thresholds":{"type":"object","properties":{"supervisor":{"type":"number","minimum":0,"maximum":100,"description":"Percent of shifts attended."},"hr":{"type":"number","minimum":0,"maximum":100}}}
        }}
        """);

    private static readonly JsonElement Config = JsonSerializer.Deserialize<JsonElement>(
        """{"window_days":90,"mode":"careful","notify":true,"watched_roles":["Vet nurse","Receptionist"],"note":null,"thresholds":{"supervisor":80,"hr":60}}""");

    public static List<AgentDetail> Some(bool empty) =>
    [
        One("supervisor", "Supervisor", "admin", "admin", "Approves proposals by the company's rules, sends the rest to whoever has to decide, and asks for more autonomy for agents that earned it.", "*/15 * * * *", ["proposals.proposal"], [], 0, 0, empty),
        One("attendance_monitor", "Attendance Monitor", "people", "ops_hr", "Watches punches against shifts and proposes a talk when somebody's attendance falls.", "0 6 * * *", ["people.punch", "people.shift"], [], 50_000, 0.42m, empty),
        One("gap_analyzer", "Gap Analyzer", "people", "skill_dev", "Compares what roles ask for with what people can do, and proposes trainings for the gaps.", "0 5 * * 1", [], ["role_mapper"], 50_000, 0.13m, empty),
        One("role_mapper", "Role Mapper", "people", "skill_dev", "Maps skills to roles from what people do.", null, [], ["skill_scout"], 50_000, 0.97m, empty),
        One("skill_scout", "Skill Scout", "people", "skill_dev", "Looks for skills that clinics will need and proposes to add them.", "0 4 1 * *", [], [], 50_000, 0.31m, empty),
    ];

    private static AgentDetail One(string id, string name, string department, string cluster, string description, string? cron, string[] events, string[] after, long tokens, decimal spent, bool empty)
    {
        var now = FakeCompany.Now;
        var running = !empty && id == "attendance_monitor";
        var row = new AgentRow(
            id, name, department, cluster, description, empty || id == "skill_scout" ? "paused" : "active", null,
            empty || id == "skill_scout" ? "paused" : running ? "running" : id == "role_mapper" ? "error" : "idle",
            running ? new(Run, now.AddSeconds(-42), "event", "people.punch") : null,
            empty ? null : now.AddMinutes(-3), cron is null ? null : now.AddMinutes(12), cron, "Europe/Amsterdam", events, after,
            empty ? null : now.AddHours(-2), empty ? null : "success", empty ? null : 4200,
            tokens, empty || tokens == 0 ? 0 : (long)(tokens * spent), tokens == 0 ? 0 : 1, empty ? 0 : spent, new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero),
            empty || id == "supervisor" ? 0 : 4,
            empty ? [] : [new(Run, now.AddMinutes(-20), id == "role_mapper" ? "error" : "success", 4200, "4 proposals about 3 people.", 4), new(Guid.NewGuid(), now.AddHours(-26), "partial", 9100, "Stopped at its budget.", 2), new(Guid.NewGuid(), now.AddHours(-50), "success", 3900, "Nothing new.", 0)],
            3);
        return new(
            row, Config, Schema,
            empty ? [] : [new(id, "training_plan", "Training", 24, 3, 2, 0.7312, id == "gap_analyzer"), new(id, "skill_change", "Skill of a person", 3, 0, 1, 0.3006, false)],
            empty ? null : 0.0132m,
            [.. Enumerable.Range(0, 30).Select(back => Day(DateOnly.FromDateTime(now.UtcDateTime).AddDays(back - 29), back, empty))],
            now.AddDays(-40), now.AddDays(-2))
        {
            NextRuns = cron is null ? [] : [now.AddMinutes(12), now.AddMinutes(27), now.AddMinutes(42)],
        };
    }

    private static AgentDayRow Day(DateOnly day, int n, bool empty) => empty || n % 7 > 4
        ? new(day, 0, 0, 0, 0, 0, 0)
        : new(day, 2 + (n % 3), n % 5 == 0 ? 1 : 0, 3 + (n * 7 % 5), 1 + (n * 7 % 3), 12_000 + (n * 731 % 9000), 0.031m + (n * 37 % 50 / 1000m));

    public static List<RunDetail> Runs(bool empty)
    {
        var now = FakeCompany.Now;
        if (empty)
            return [];
        var began = now.AddMinutes(-20);
        var first = new RunDetail(
            new(Run, "gap_analyzer", "Gap Analyzer", began, began.AddSeconds(4.2), "success", "agent", "role_mapper", 1, 4, 1, 3_911, 0.00512m, "4 proposals about 3 people.", null),
            JsonSerializer.Deserialize<JsonElement>("""{"people":58,"gaps":31,"skipped":27}"""),
            [
                new(began, "started", "Woken by role_mapper", null),
                new(began.AddSeconds(0.3), "note", "58 people and 12 roles read", JsonSerializer.Deserialize<JsonElement>("""{"people":58,"roles":12}""")),
                new(began.AddSeconds(3.6), "proposal", "Proposed: Dental radiography for Ana Sousa", null),
                new(began.AddSeconds(3.9), "warning", "2 people have no role", null),
                new(began.AddSeconds(4.2), "finished", "4 proposals about 3 people.", null),
            ],
            [
                new(Guid.NewGuid(), began.AddSeconds(1.9), "gap_analyzer.training", "standard", "gpt-4.1-mini", "gpt-4.1-mini", 1, 2_902, 410, 0.00181m, 1440, "error", "HTTP 503 from the provider", null),
                new(Guid.NewGuid(), began.AddSeconds(3.4), "gap_analyzer.training", "standard", "gpt-4.1-mini", "gpt-4.1-nano", 2, 2_902, 599, 0.00331m, 1390, "repaired", null,
                    JsonSerializer.Deserialize<JsonElement>("""[{"role":"system","content":"You plan trainings."},{"role":"user","content":"Ana Sousa: dental radiography 2 of 4"},{"role":"assistant","content":"{\"hours\": 12}"}]""")),
            ],
            [new(FakeProposals.First, "training_plan", "Dental radiography for Ana Sousa", "medium", "pending")]);
        return
        [
            first,
            .. Enumerable.Range(1, 30).Select(back => first with { Run = first.Run with { Id = Guid.NewGuid(), StartedAt = began.AddHours(-back), FinishedAt = began.AddHours(-back).AddSeconds(5), Status = back == 3 ? "error" : "success", Summary = back == 3 ? null : $"Run number {31 - back}.", ErrorMessage = back == 3 ? "The database was away." : null } }),
        ];
    }
}
