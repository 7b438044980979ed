using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Api.Tests.Hosting;
using Workforce.Jobs;

namespace Workforce.Api.Tests.People;

/// <summary>Pages that show the department hear of every change, after it was stored.</summary>
public sealed class AnnouncementTests
{
    [Fact]
    public async Task What_changes_something_is_announced_and_what_only_looks_or_is_refused_is_not()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var staff = await Staff.HireAsync(host, company.Tenant);
        await staff.PunchInAsync(host, company.Tenant);
        var manager = host.As(company.Manager);
        var heard = new ConcurrentQueue<string>();
        using var watch = host.Services.GetRequiredService<Announcer>().Watch(company.Tenant, subject =>
        {
            // That anything may have changed is said when a listener has begun anew, and proves nothing.
            if (subject != Announcer.Anything) heard.Enqueue(subject);
        });

        await manager.GetAsync("/api/people/cases");
        await manager.PostJsonAsync($"/api/people/cases/{staff.Case}/close", new { outcome = "odd" });
        await manager.PostJsonAsync($"/api/people/cases/{Guid.NewGuid()}/close", new { outcome = "spoken", reason = "x" });
        await manager.PostJsonAsync("/api/people/clinics", new { name = "Mars", time_zone = "Mars/Base" });
        await host.As(company.Member).PostJsonAsync($"/api/people/cases/{staff.Case}/close", new { outcome = "spoken", reason = "x" });
        Assert.Empty(heard);

        foreach (var (method, path, body) in Changes(staff))
        {
            heard.Clear();
            var answer = await manager.SendAsync(new(new HttpMethod(method), path) { Content = JsonContent.Create(body) });
            Assert.True(answer.IsSuccessStatusCode, $"{method} {path} answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            Assert.True(heard.Contains("people"), $"{method} {path} was not announced");
        }
    }

    private static IEnumerable<(string Method, string Path, object Body)> Changes(Staff staff) =>
    [
        ("POST", $"/api/people/cases/{staff.Case}/close", new { outcome = "spoken", reason = "x" }),
        ("POST", $"/api/people/cases/{staff.Case}/reopen", new { reason = "x" }),
        ("PUT", $"/api/people/employees/{staff.Employee}/skills/{staff.Skill}", new { level = 2 }),
        ("PUT", "/api/people/expectations", new { position_id = staff.Position, skill_id = staff.Skill, level = 3 }),
        ("PUT", $"/api/people/shifts/{staff.Shift}/excuse", new { reason = "ill" }),
        ("DELETE", $"/api/people/shifts/{staff.Shift}/excuse", new { }),
        ("POST", "/api/people/punches", new { employee = "1001", kind = "in" }),
        ("PUT", $"/api/people/punches/{staff.Punch}", new { kind = "in", at = DateTimeOffset.UtcNow.AddHours(-18), reason = "x" }),
        ("POST", "/api/people/punches/manual", new { employee_id = staff.Employee, kind = "out", at = DateTimeOffset.UtcNow.AddHours(-12), reason = "x" }),
        ("POST", "/api/people/shifts", new { employee_id = staff.Employee, starts_at = DateTimeOffset.UtcNow.AddDays(3), ends_at = DateTimeOffset.UtcNow.AddDays(3).AddHours(8) }),
        ("PUT", $"/api/people/shifts/{staff.Shift}", new { starts_at = DateTimeOffset.UtcNow.AddHours(-21), ends_at = DateTimeOffset.UtcNow.AddHours(-12), cancelled = false }),
        ("DELETE", $"/api/people/shifts/{staff.Shift}", new { }),
        ("PUT", $"/api/people/employees/{staff.Employee}/person", new { person_id = (Guid?)null }),
        ("POST", "/api/people/clinics", new { name = "Cedar Hill", time_zone = "UTC" }),
        ("POST", "/api/people/positions", new { name = "Receptionist" }),
        ("POST", "/api/people/skills", new { name = "Triage", category = "admin" }),
    ];
}
