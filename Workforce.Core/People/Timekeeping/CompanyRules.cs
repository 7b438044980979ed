using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Schemas;

namespace Workforce.Core.People.Timekeeping;

/// <summary>The rules of the company that is asking, as its Attendance Monitor measures by them.</summary>
public static class CompanyRules
{
    /// <summary>The defaults where the agent is not registered yet, or was set up by a version whose settings no longer fit; the agent itself says so.</summary>
    public static async Task<AttendanceRules> ReadAsync(WorkforceDbContext db, CancellationToken ct)
    {
        if (await db.Agents.AsNoTracking().Where(agent => agent.AgentId == "attendance_monitor").Select(agent => agent.Config).SingleOrDefaultAsync(ct) is not { } stored)
        {
            return new AttendanceRules();
        }

        using var json = JsonDocument.Parse(stored);
        return RecordSchema.Read<AttendanceMonitorConfig>(json.RootElement, out var config).Count == 0 ? config!.Rules : new AttendanceRules();
    }
}
