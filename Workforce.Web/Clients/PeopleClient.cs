using Workforce.Contracts;
using Workforce.Contracts.People;

namespace Workforce.Web.Clients;

internal sealed class PeopleClient(ApiConnection api)
{
    public Task<IReadOnlyList<ClinicRow>> ClinicsAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<ClinicRow>>("api/people/clinics", cancellationToken);

    public Task<IReadOnlyList<PositionRow>> PositionsAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<PositionRow>>("api/people/positions", cancellationToken);

    public Task<StaffPage> EmployeesAsync(Guid? clinic, Guid? position, string? text, string? sort, int skip, int take, CancellationToken cancellationToken) =>
        api.GetAsync<StaffPage>(Query.Of("api/people/employees", ("clinic", clinic), ("position", position), ("text", text), ("sort", sort), ("skip", skip), ("take", take)), cancellationToken);

    public Task<EmployeeDetails> EmployeeAsync(Guid id, CancellationToken cancellationToken) => api.GetAsync<EmployeeDetails>($"api/people/employees/{id}", cancellationToken);

    public Task<ShiftPage> ShiftsAsync(Guid employee, string? status, int skip, int take, CancellationToken cancellationToken) =>
        api.GetAsync<ShiftPage>(Query.Of("api/people/shifts", ("employee", employee), ("status", status), ("skip", skip), ("take", take)), cancellationToken);

    public Task<ShiftRow> ExcuseAsync(Guid shift, string reason, CancellationToken cancellationToken) =>
        api.SendAsync<ShiftRow>(HttpMethod.Put, $"api/people/shifts/{shift}/excuse", new ExcuseShiftRequest(reason), cancellationToken);

    public Task SetSkillAsync(Guid employee, Guid skill, int level, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Put, $"api/people/employees/{employee}/skills/{skill}", new SetSkillLevelRequest(level), cancellationToken);

    public Task<ShiftRow> AddShiftAsync(AddShiftRequest shift, CancellationToken cancellationToken) => api.SendAsync<ShiftRow>(HttpMethod.Post, "api/people/shifts", shift, cancellationToken);

    public Task<ShiftRow> ChangeShiftAsync(ShiftRow seen, ChangeShiftRequest change, CancellationToken cancellationToken) =>
        api.SendAsync<ShiftRow>(HttpMethod.Put, $"api/people/shifts/{seen.Id}", change, seen.Version, cancellationToken);

    public Task RemoveShiftAsync(Guid shift, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, $"api/people/shifts/{shift}", null, cancellationToken);

    public Task<IReadOnlyList<PunchRow>> PunchesAsync(Guid employee, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<PunchRow>>(Query.Of("api/people/punches", ("employee", employee)), cancellationToken);

    public Task<PunchRow> AddPunchAsync(AddPunchRequest punch, CancellationToken cancellationToken) => api.SendAsync<PunchRow>(HttpMethod.Post, "api/people/punches/manual", punch, cancellationToken);

    public Task<PunchRow> CorrectPunchAsync(Guid punch, CorrectPunchRequest right, CancellationToken cancellationToken) =>
        api.SendAsync<PunchRow>(HttpMethod.Put, $"api/people/punches/{punch}", right, cancellationToken);

    public Task<PunchRow> RemovePunchAsync(Guid punch, string reason, CancellationToken cancellationToken) =>
        api.SendAsync<PunchRow>(HttpMethod.Post, $"api/people/punches/{punch}/remove", new RemovePunchRequest(reason), cancellationToken);

    public Task<IReadOnlyList<SignInName>> SignInsAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<SignInName>>("api/people/persons", cancellationToken);

    public Task LinkAsync(Guid employee, Guid? person, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Put, $"api/people/employees/{employee}/person", new LinkEmployeeRequest(person), cancellationToken);

    public Task<ClinicCalendar> CalendarAsync(Guid clinic, DateOnly? from, int days, CancellationToken cancellationToken) =>
        api.GetAsync<ClinicCalendar>(Query.Of("api/people/calendar", ("clinic", clinic), ("from", from), ("days", days)), cancellationToken);

    public Task<AttendanceHistory> HistoryAsync(Guid employee, CancellationToken cancellationToken) => api.GetAsync<AttendanceHistory>($"api/people/employees/{employee}/attendance", cancellationToken);

    public Task<OwnAttendance> OwnAsync(CancellationToken cancellationToken) => api.GetAsync<OwnAttendance>("api/people/me", cancellationToken);

    public Task<CasePage> CasesAsync(Guid? employee, Guid? clinic, string? status, string? kind, int skip, int take, CancellationToken cancellationToken) =>
        api.GetAsync<CasePage>(Query.Of("api/people/cases", ("employee", employee), ("clinic", clinic), ("status", status), ("kind", kind), ("skip", skip), ("take", take)), cancellationToken);

    public Task<CaseDetails> CaseAsync(Guid id, CancellationToken cancellationToken) => api.GetAsync<CaseDetails>($"api/people/cases/{id}", cancellationToken);

    public Task<CaseRow> CloseCaseAsync(CaseRow seen, CaseOutcome outcome, string reason, CancellationToken cancellationToken) =>
        api.SendAsync<CaseRow>(HttpMethod.Post, $"api/people/cases/{seen.Id}/close", new CloseCaseRequest(outcome, reason), seen.Version, cancellationToken);

    public Task<CaseRow> ReopenCaseAsync(CaseRow seen, string reason, CancellationToken cancellationToken) =>
        api.SendAsync<CaseRow>(HttpMethod.Post, $"api/people/cases/{seen.Id}/reopen", new ReopenCaseRequest(reason), seen.Version, cancellationToken);

    public async Task<SkillMatrix> MatrixAsync(CancellationToken cancellationToken)
    {
        var skills = api.GetAsync<IReadOnlyList<SkillRow>>("api/people/skills", cancellationToken);
        var expectations = api.GetAsync<IReadOnlyList<ExpectationRow>>("api/people/expectations", cancellationToken);
        return new(await PositionsAsync(cancellationToken), await skills, (await expectations).ToDictionary(row => (row.PositionId, row.SkillId)));
    }

    public Task ExpectAsync(Guid position, Guid skill, int? level, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Put, "api/people/expectations", new SetExpectationRequest(position, skill, level), cancellationToken);

    public Task<ImportPage> ImportsAsync(string? after, CancellationToken cancellationToken) => api.GetAsync<ImportPage>(Query.Of("api/people/imports", ("after", after), ("limit", 20)), cancellationToken);

    public Task<ImportDetails> ImportAsync(Guid id, CancellationToken cancellationToken) => api.GetAsync<ImportDetails>($"api/people/imports/{id}", cancellationToken);

    public Task<ImportDetails> ApplyAsync(Guid id, bool goodRows, CancellationToken cancellationToken) =>
        api.SendAsync<ImportDetails>(HttpMethod.Post, $"api/people/imports/{id}/apply?rows={(goodRows ? "good" : "all")}", null, cancellationToken);

    /// <summary>Only checks the file; what it comes to is applied by <see cref="ApplyAsync"/>.</summary>
    public async Task<ImportDetails> CheckAsync(string fileName, byte[] content, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        using var response = await api.ExchangeAsync(
            () =>
            {
                var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", fileName }, { new StringContent("check"), "mode" } };
                foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
                return new HttpRequestMessage(HttpMethod.Post, "api/people/imports") { Content = form };
            },
            cancellationToken);
        return (await response.Content.ReadFromJsonAsync<ImportDetails>(WireJson.Options, cancellationToken))!;
    }
}

/// <summary>What positions expect, as a table.</summary>
public sealed record SkillMatrix(IReadOnlyList<PositionRow> Positions, IReadOnlyList<SkillRow> Skills, IReadOnlyDictionary<(Guid Position, Guid Skill), ExpectationRow> Expectations);
