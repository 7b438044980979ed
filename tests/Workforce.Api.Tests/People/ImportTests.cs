using System.Net;
using System.Text;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.People;
using Workforce.Testing;

namespace Workforce.Api.Tests.People;

public sealed class ImportTests
{
    private const string Employees =
        """
        number;name;email;position;clinic;manager;hired;left;status
        2001;Vera Lindqvist;vera@clinic.example;Vet Technician;Harbour;1001;03.02.2021;;active
        2002;Özlem Şahin;ozlem@clinic.example;vet technician;HARBOUR;vera@clinic.example;17.05.2023;;
        """;

    [Fact]
    public async Task Employees_are_added_then_unchanged_then_changed_and_a_manager_may_stand_in_the_same_file()
    {
        await using var host = await ApiHost.StartAsync();
        var (client, _) = await StartAsync(host);

        var first = await ImportAsync(client, "employees", Employees);
        var again = await ImportAsync(client, "employees", Employees);
        var moved = await ImportAsync(client, "employees", "Employee No,Job Title\n2002,Vet Technician\n2001,Vet Technician\n2001,Vet Technician\n");
        var renamed = await ImportAsync(client, "employees", "name\tnumber\nÖzlem Lindqvist\t2002\n");

        Assert.Equal((ImportState.Imported, 2, 2, 0, 0, 0), Counts(first));
        Assert.Equal((ImportState.Imported, 2, 0, 0, 2, 0), Counts(again));
        Assert.Equal((ImportState.Imported, 3, 0, 0, 3, 0), Counts(moved));
        Assert.Equal((ImportState.Imported, 1, 0, 1, 0, 0), Counts(renamed));
        var page = await client.GetAsync<StaffPage>("/api/people/employees?sort=number");
        Assert.Equal(["1001 Peter Tester - 2020-01-01", "2001 Vera Lindqvist Peter Tester 2021-02-03", "2002 Özlem Lindqvist Vera Lindqvist 2023-05-17"], page.Employees.Select(row => $"{row.Number} {row.Name} {row.Manager ?? "-"} {row.HiredOn:yyyy-MM-dd}"));
        Assert.Equal("ozlem@clinic.example", page.Employees[2].Email);
    }

    [Fact]
    public async Task One_bad_row_stores_nothing_until_the_person_says_the_good_ones()
    {
        await using var host = await ApiHost.StartAsync();
        var (client, _) = await StartAsync(host);
        const string file = "number,name,position,clinic,hired,email,manager\n3001,Ann,Vet Technician,Harbour,2024-01-31,ann@x.example,\n3002,,Groomer,Harbor,2024-02-30,ann@x,\n3003,Bo,Vet Technician,Harbour,2024-01-31,,9999\n3004,Cy,Vet Technician,Harbour,2024-01-31,,3002\n";

        var refused = await ImportAsync(client, "employees", file);

        Assert.Equal((ImportState.Refused, 4, 1, 0, 0, 3), Counts(refused));
        Assert.Equal(
            [
                "3 position Groomer There is no such position; expected is Vet Technician.",
                "3 clinic Harbor There is no such clinic; expected is Harbour.",
                "3 hired 2024-02-30 Expected is a date such as 2026-10-31.",
                "3 email ann@x Expected is an e-mail address such as vera@clinic.example.",
                "4 manager 9999 No employee has it, here or in the file; expected is the number, the e-mail or the name of one.",
                "5 manager 3002 No employee has it, here or in the file; expected is the number, the e-mail or the name of one.",
            ],
            refused.Problems.Select(problem => $"{problem.Row} {problem.Column} {problem.Value} {problem.Message}"));
        Assert.Equal(1, (await client.GetAsync<StaffPage>("/api/people/employees")).Total);

        var csv = await (await client.GetAsync($"/api/people/imports/{refused.Import.Id}/problems.csv")).Content.ReadAsStringAsync();
        Assert.StartsWith("row,severity,column,value,message\r\n3,error,\"position\",\"Groomer\",\"There is no such position; expected is Vet Technician.\"\r\n", csv, StringComparison.Ordinal);
        var partial = await (await client.PostAsync($"/api/people/imports/{refused.Import.Id}/apply?rows=good", null)).ReadAsync<ImportDetails>(HttpStatusCode.OK);
        Assert.Equal((ImportState.Partial, 4, 1, 0, 0, 3), Counts(partial));
        var done = await (await client.PostAsync($"/api/people/imports/{refused.Import.Id}/apply?rows=good", null)).ReadAsync<ImportDetails>(HttpStatusCode.OK);
        Assert.Equivalent(partial, done, strict: true);
        Assert.Equal(["1001", "3001"], (await client.GetAsync<StaffPage>("/api/people/employees?sort=number")).Employees.Select(row => row.Number));
    }

    [Fact]
    public async Task A_check_stores_nothing_and_is_carried_on_with_later()
    {
        await using var host = await ApiHost.StartAsync();
        var (client, _) = await StartAsync(host);

        var seen = await ImportAsync(client, "employees", Employees, ("mode", "check"));
        Assert.Equal((ImportState.Checked, 2, 2, 0, 0, 0), Counts(seen));
        Assert.Equal(1, (await client.GetAsync<StaffPage>("/api/people/employees")).Total);

        var done = await (await client.PostAsync($"/api/people/imports/{seen.Import.Id}/apply", null)).ReadAsync<ImportDetails>(HttpStatusCode.OK);
        Assert.Equal((ImportState.Imported, 2, 2, 0, 0, 0), Counts(done));
        Assert.Equal(3, (await client.GetAsync<StaffPage>("/api/people/employees")).Total);
        Assert.Equal([ImportState.Imported, ImportState.Checked], (await client.GetAsync<ImportPage>("/api/people/imports")).Imports.Select(row => row.Status));
    }

    [Fact]
    public async Task A_new_company_makes_its_clinics_and_positions_from_the_file_where_it_says_so()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Manager);

        var without = await ImportAsync(client, "employees", Employees.Replace(";1001;", ";;", StringComparison.Ordinal));
        var zoneless = await ImportAsync(client, "employees", Employees.Replace(";1001;", ";;", StringComparison.Ordinal), ("create_missing", "true"));
        var done = await ImportAsync(client, "employees", Employees.Replace(";1001;", ";;", StringComparison.Ordinal), ("create_missing", "true"), ("time_zone", "Europe/Amsterdam"));

        Assert.Equal((ImportState.Refused, 2), (without.Import.Status, without.Import.Failed));
        Assert.Contains(zoneless.Problems, problem => problem.Message == "This clinic is new; say the time zone (time_zone) of new clinics to have it made.");
        Assert.Equal((ImportState.Imported, 2, 2, 0, 0, 0), Counts(done));
        Assert.Equal(["Harbour Europe/Amsterdam 2"], (await client.GetAsync<List<ClinicRow>>("/api/people/clinics")).Select(row => $"{row.Name} {row.TimeZone} {row.Employees}"));
        Assert.Equal(["Vet Technician 2"], (await client.GetAsync<List<PositionRow>>("/api/people/positions")).Select(row => $"{row.Name} {row.Employees}"));
    }

    [Fact]
    public async Task Shifts_over_midnight_and_over_the_change_of_the_clocks_are_instants_of_the_clinic()
    {
        await using var host = await ApiHost.StartAsync();
        var (client, staff) = await StartAsync(host, "Europe/Berlin");
        const string file = "employee,date,from,to\n1001,2026-03-28,22:00,06:00\n1001,2026-07-01,08:00,16:30\n1001,2026-10-24,20:00,02:30\n1001,2026-03-30,08:00 AM,4:30 PM\n";

        var first = await ImportAsync(client, "shifts", file);
        var again = await ImportAsync(client, "shifts", file);
        var changed = await ImportAsync(client, "shifts", "employee,start,end,status\n1001,2026-07-01 08:00,2026-07-01 18:00,\n1001,2026-03-28T22:00:00+01:00,2026-03-29T04:00Z,cancelled\n");

        Assert.Equal((ImportState.Imported, 4, 4, 0, 0, 0), Counts(first));
        Assert.Equal(["4 02:30 comes twice on 2026-10-25 in Europe/Berlin, where the clocks are put back; read as the first."], first.Problems.Select(problem => $"{problem.Row} {problem.Message}"));
        Assert.Equal((ImportState.Imported, 4, 0, 0, 4, 0), Counts(again));
        Assert.Equal((ImportState.Imported, 2, 0, 2, 0, 0), Counts(changed));
        var shifts = (await client.GetAsync<ShiftPage>($"/api/people/shifts?employee={staff.Employee}&from=2026-03-01T00:00:00Z&to=2026-11-01T00:00:00Z")).Shifts;
        Assert.Equal(
            ["2026-10-24 18:00 2026-10-25 00:30 Planned", "2026-07-01 06:00 2026-07-01 16:00 Planned", "2026-03-30 06:00 2026-03-30 14:30 Planned", "2026-03-28 21:00 2026-03-29 04:00 Cancelled"],
            shifts.Select(shift => $"{shift.StartsAt:yyyy-MM-dd HH:mm} {shift.EndsAt:yyyy-MM-dd HH:mm} {shift.Status}"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_shift_is_said_with_its_row()
    {
        await using var host = await ApiHost.StartAsync();
        var (client, _) = await StartAsync(host);

        var refused = await ImportAsync(client, "shifts", "employee,start,end\n1001,2026-05-01 08:00,2026-05-01 16:00\n1001,2026-05-01 15:59,2026-05-01 20:00\n7,2026-05-01 08:00,2026-05-01 16:00\n1001,2026-05-03 08:00,2026-05-02 16:00\n1001,2026-05-04 08:00,2026-05-05 08:01\n1001,2026-05-06,16:00\n1001,25:00,16:00\n1001,08:00,16:00\n");

        Assert.Equal((ImportState.Refused, 8, 1, 0, 0, 7), Counts(refused));
        Assert.Equal(
            [
                "3 start The employee has another shift at this time, in row 2; expected is that one ends before the next begins.",
                "4 employee No employee has it; expected is the number, the e-mail or the name of one that is there.",
                "5 end Expected is an end after the start.",
                "6 end Expected is an end within 24 hours of the start; this is 24 hours after it.",
                "7 start Expected is a time such as 08:05, 08:05:30 or 8:05 AM.",
                "8 start Expected is a time such as 08:05, 08:05:30 or 8:05 AM.",
                "9 start The time has no day: expected is a date before it, such as 2026-10-31, or one in a column “date”.",
            ],
            refused.Problems.Select(problem => $"{problem.Row} {problem.Column} {problem.Message}"));
    }

    [Theory]
    [InlineData("clockify_us_12h.csv", null, 2, "in 2024-03-04 10:23:00, in 2024-03-04 10:23:52, out 2024-03-04 10:23:52, out 2024-03-04 11:23:01", 3601)]
    [InlineData("toggl_iso_24h.csv", null, 2, "in 2024-03-04 10:23:00, in 2024-03-04 10:23:52, out 2024-03-04 10:23:52, out 2024-03-04 11:23:01", 3601)]
    [InlineData("hledger_sample.timeclock", "1001", 6, "in 2009-03-27 09:00:00, out 2009-03-27 17:00:34, in 2009-03-31 22:21:45, out 2009-04-01 02:00:34, in 2009-04-02 09:00:00, out 2009-04-02 17:00:34", 70797)]
    public async Task The_exports_of_other_time_clocks_are_read_as_their_makers_meant_them(string name, string? employee, int rows, string punches, int seconds)
    {
        if (Fixtures.Root is not { } root) return;
        await using var host = await ApiHost.StartAsync();
        var (client, staff) = await StartAsync(host);
        var content = await File.ReadAllBytesAsync(Path.Combine(root, "timeclock", name));

        var first = await ImportAsync(client, "punches", content, ("employee", employee ?? ""));
        var again = await ImportAsync(client, "punches", content, ("employee", employee ?? ""));

        Assert.Equal((ImportState.Imported, rows, rows, 0, 0, 0), Counts(first));
        Assert.Equal((ImportState.Imported, rows, 0, 0, rows, 0), Counts(again));
        var stored = await host.QueryAsync((await OwnerAsync(host, staff)), db => Task.FromResult(db.Punches.OrderBy(punch => punch.At).ThenBy(punch => punch.Kind).Select(punch => new { punch.Kind, punch.At }).ToList()));
        Assert.Equal(punches, string.Join(", ", stored.Select(punch => $"{punch.Kind.ToString().ToLowerInvariant()} {punch.At:yyyy-MM-dd HH:mm:ss}")));
        Assert.Equal(seconds, stored.Sum(punch => (punch.Kind is Core.People.Timekeeping.PunchKind.Out ? 1 : -1) * punch.At.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task Hours_without_clock_times_and_files_that_can_be_read_in_two_ways_are_refused_with_what_is_expected()
    {
        await using var host = await ApiHost.StartAsync();
        var (client, _) = await StartAsync(host);

        if (Fixtures.Root is { } root)
        {
            var harvest = await ImportAsync(client, "punches", await File.ReadAllBytesAsync(Path.Combine(root, "timeclock", "harvest_decimal_comma.csv")));
            Assert.Equal(ImportState.Refused, harvest.Import.Status);
            Assert.EndsWith("hold no clock times. Expected is a kind (in or out) and a time, or a start and an end; hours alone are no punches.", harvest.Import.Error, StringComparison.Ordinal);
        }

        const string file = "employee,kind,time\n1001,in,03/04/2026 08:00\n1001,out,03/04/2026 16:00\n";
        var unclear = await ImportAsync(client, "punches", file);
        var told = await ImportAsync(client, "punches", file, ("date_order", "dmy"));
        Assert.Equal("The order of the dates is not clear: 03/04/2026 08:00 is 3 April 2026 (day first) or 4 March 2026 (month first), and nothing in the file settles it. Say which (date order dmy, mdy or ymd). It stands in row 2.", unclear.Import.Error);
        Assert.Equal((ImportState.Imported, 2, 2, 0, 0, 0), Counts(told));
        foreach (var (text, error) in new[] { ("", "The file is empty."), ("hello\nworld\n", "No line names the columns. The first line is “hello”; expected is a line with names such as number, name, email, start, end, parted by a comma, a semicolon, a tab or a bar.") })
        {
            Assert.Equal(error, (await ImportAsync(client, "punches", text)).Import.Error);
        }
    }

    [Fact]
    public async Task Windows_1252_is_read_and_a_punch_ahead_of_now_is_refused()
    {
        await using var host = await ApiHost.StartAsync(time: new SetTime(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero)));
        var (client, _) = await StartAsync(host);
        var latin = Encoding.Latin1.GetBytes("Personalnummer;Name;Stelle;Standort;Eintritt\n4001;Jürgen Müßig;Vet Technician;Harbour;01.02.2020\n");

        Assert.Equal(("windows-1252", 1), (await ImportAsync(client, "employees", latin)).Import is var import ? (import.Encoding, import.Added) : default);
        Assert.Equal("Jürgen Müßig", (await client.GetAsync<StaffPage>("/api/people/employees?text=4001")).Employees.Single().Name);
        var ahead = await ImportAsync(client, "punches", "employee,type,at\n1001,in,2026-05-01T12:05:00Z\n1001,in,2026-05-01T12:05:01Z\n1001,maybe,2026-05-01T12:00:00Z\n");
        Assert.Equal(["3 at The time is ahead of now; expected is one that has been.", "4 type Expected is in or out."], ahead.Problems.Select(problem => $"{problem.Row} {problem.Column} {problem.Message}"));
    }

    [Fact]
    public async Task Twenty_thousand_punches_are_in_once()
    {
        await using var host = await ApiHost.StartAsync();
        var (client, staff) = await StartAsync(host);
        var text = new StringBuilder("employee,kind,at\n");
        var start = new DateTime(2020, 1, 1, 8, 0, 0);
        for (var n = 0; n < 10_000; n++)
        {
            text.Append($"1001,in,{start.AddHours(n * 5):yyyy-MM-dd HH:mm}\n1001,out,{start.AddHours((n * 5) + 4):yyyy-MM-dd HH:mm}\n");
        }

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var first = await ImportAsync(client, "punches", text.ToString());
        var took = clock.Elapsed;
        var again = await ImportAsync(client, "punches", text.ToString());

        Assert.Equal((ImportState.Imported, 20_000, 20_000, 0, 0, 0), Counts(first));
        Assert.Equal((ImportState.Imported, 20_000, 0, 0, 20_000, 0), Counts(again));
        Assert.Equal(20_000, await host.QueryAsync(await OwnerAsync(host, staff), db => Task.FromResult(db.Punches.Count())));
        TestContext.Current.TestOutputHelper?.WriteLine($"20,000 punches took {took}");
    }

    [Fact]
    public async Task What_a_form_says_wrongly_is_named_and_members_do_not_import()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Manager);

        await (await client.PostAsync("/api/people/imports", Http.File("x"u8.ToArray(), "a.csv", ("kind", "cats"), ("mode", "some"), ("date_order", "md"), ("create_missing", "yes"), ("time_zone", "Mars/Base"))))
            .ProblemAsync(HttpStatusCode.BadRequest, "kind", "mode", "date_order", "create_missing", "time_zone");
        await (await client.PostAsync("/api/people/imports", Http.File("x"u8.ToArray()))).ProblemAsync(HttpStatusCode.BadRequest, "kind");
        await (await host.As(company.Member).PostAsync("/api/people/imports", Http.File("x"u8.ToArray(), "a.csv", ("kind", "punches")))).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Empty((await client.GetAsync<ImportPage>("/api/people/imports")).Imports);
    }

    private static async Task<(HttpClient Client, Staff Staff)> StartAsync(ApiHost host, string zone = "UTC")
    {
        var company = await Company.FoundAsync(host);
        return (host.As(company.Manager), await Staff.HireAsync(host, company.Tenant, zone));
    }

    private static async Task<Guid> OwnerAsync(ApiHost host, Staff staff)
    {
        await using var command = host.Database.Owner.CreateCommand($"select tenant_id from people.employee where id = '{staff.Employee}'");
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    private static Task<ImportDetails> ImportAsync(HttpClient client, string kind, string text, params (string, string)[] fields) => ImportAsync(client, kind, Encoding.UTF8.GetBytes(text), fields);

    private static async Task<ImportDetails> ImportAsync(HttpClient client, string kind, byte[] content, params (string, string)[] fields) =>
        await (await client.PostAsync("/api/people/imports", Http.File(content, $"{kind}.csv", [("kind", kind), .. fields]))).ReadAsync<ImportDetails>(HttpStatusCode.OK);

    private static (ImportState, int Rows, int Added, int Changed, int Unchanged, int Failed) Counts(ImportDetails import) =>
        (import.Import.Status, import.Import.Rows, import.Import.Added, import.Import.Changed, import.Import.Unchanged, import.Import.Failed);
}
