using System.Text.Json;
using Workforce.Contracts.Proposals;

namespace Workforce.Web.Tests.Fake;

/// <summary>An inbox: things to decide on, to look at again, and that failed.</summary>
internal static class FakeProposals
{
    public static readonly Guid First = new("77777777-0000-0000-0000-000000000001");

    public static readonly JsonElement Schema = JsonSerializer.Deserialize<JsonElement>(
        """
        {"type":"object","additionalProperties":false,"properties":{
          "skill":{"type":"string","maxLength":100},
          "hours":{"type":"integer","minimum":1,"maximum":40},
          "level":{"type":"string","enum":["basic","advanced"]},
          "reason":{"type":["string","null"],"maxLength":400}
        }}
        """);

    public static IReadOnlyList<ProposalTypeRow> Types { get; } = [new("training_plan", "Training", true, 30, Schema), new("skill_change", "Skill of a person", true, 30, Schema), new("autonomy_change", "More autonomy", true, 14, Schema)];

    public static List<ProposalDetail> Some() =>
    [
        One(First, "Dental radiography for Ana Sousa", "gap_analyzer", "Gap Analyzer", "training_plan", "medium", 1),
        One(Id(2), "Let gap_analyzer plan trainings by itself", "supervisor", "Supervisor", "autonomy_change", "high", 2, admin: true),
        One(Id(3), "Talk to Jonas Weber about late starts", "attendance_monitor", "Attendance Monitor", "skill_change", "medium", 4),
        One(Id(4), "Add laparoscopy to what Vet surgeon asks for", "role_mapper", "Role Mapper", "skill_change", "low", 9),
        One(Id(5), "Client communication for Mia Novak", "gap_analyzer", "Gap Analyzer", "training_plan", "low", 14),
        One(Id(6), "Anaesthesia refresher for Tom Blake", "gap_analyzer", "Gap Analyzer", "training_plan", "low", 30, row => row with { Status = "auto_approved", ApplyStatus = "applied", Recheck = "open" }),
        One(Id(7), "Ultrasound basics for Lea Brandt", "gap_analyzer", "Gap Analyzer", "training_plan", "low", 50, row => row with { Status = "approved", ApplyStatus = "failed", ApplyError = "Lea Brandt has left the company.", ReviewedByName = "Robin Vermeer", ReviewedAt = FakeCompany.Now.AddHours(-1) }),
        One(Id(8), "Stock handling for Sam Okafor", "gap_analyzer", "Gap Analyzer", "training_plan", "low", 90, row => row with { Status = "approved", ApplyStatus = "applied", ReviewedByName = "Robin Vermeer", ReviewedAt = FakeCompany.Now.AddHours(-1) }),
    ];

    public static Guid Id(int n) => new($"77777777-0000-0000-0000-{n:D12}");

    public static ProposalDetail One(Guid id, string title, string agent, string agentName, string type, string risk, int minutesAgo, Func<ProposalRow, ProposalRow>? change = null, bool admin = false)
    {
        var made = FakeCompany.Now.AddMinutes(-minutesAgo);
        var row = new ProposalRow(
            id, agent, agentName, FakeAgents.Run, type, Types.Single(one => one.Name == type).Title, title, "The role asks for level 4; the last assessment says 2. Three appointments a week needed a colleague's help.",
            risk, 0.83m, type == "training_plan" ? 420 : null, type == "autonomy_change" ? null : "gpt-4.1-nano", id == First, null, null, null, "pending", admin ? "admin" : "manager", "none", null, null, null, null, null, null, null,
            made.AddDays(30), made, 1);
        row = change?.Invoke(row) ?? row;
        return new(
            row, JsonSerializer.Deserialize<JsonElement>("""{"skill":"Dental radiography","hours":12,"level":"basic","reason":null}"""), null, Schema,
            [new("Ana Sousa", "trainings", null, "Dental radiography, 12 hours, basic"), new("Ana Sousa", "skill level", "2 of 5", "4 of 5, once it is passed")],
            [new("Assessment of 3 March: level 2", "people/skills"), new("Vet nurse asks for level 4", null)],
            [new(made, "proposed", agent, null, null, null), new(made.AddSeconds(1), "routed", "supervisor", null, "To a manager: medium risk", null)],
            CanUndo: true, [], null);
    }
}
