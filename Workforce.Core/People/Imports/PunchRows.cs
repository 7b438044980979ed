using Workforce.Core.Finance.Statements.Csv;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Core.People.Imports;

/// <summary>Punches, one a row (in or out, and when) or two (from and to). The same punch is there once, however often it is sent.</summary>
internal sealed class PunchRows(ImportTable table, PeopleDirectory directory, ImportHints hints, Guid tenant, DateTimeOffset now)
{
    /// <summary>A clock may be a little fast.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private readonly RowProblems problems = new(table);

    /// <param name="known">The punches that are there of these employees, from and to these instants.</param>
    public ImportPlan Read(Func<IReadOnlyCollection<Guid>, DateTimeOffset, DateTimeOffset, IReadOnlyCollection<(Guid Employee, PunchKind Kind, DateTimeOffset At)>> known)
    {
        var spans = table.Has(ImportField.Start) && table.Has(ImportField.End);
        if (!spans && !(table.Has(ImportField.Kind) && (table.Has(ImportField.At) || table.Has(ImportField.Start))))
        {
            throw new UnreadableImportException(
                $"The columns {string.Join(", ", table.Headers.Where(header => header.Trim().Length > 0).Take(12))} hold no clock times. Expected is a kind (in or out) and a time, or a start and an end; hours alone are no punches.");
        }

        var times = new RowTimes(table, hints.DateOrder, problems);
        var read = new List<(CsvRow Row, Punch[] Punches)>();
        foreach (var row in table.Rows)
        {
            if (directory.Of(table, row, hints, problems) is { } employee && (spans ? Both(row, employee, times) : One(row, employee, times)) is { } punches && !problems.HasFailed(row)) read.Add((row, punches));
        }

        var all = read.SelectMany(entry => entry.Punches).ToList();
        var there = all.Count == 0 ? [] : known([.. all.Select(punch => punch.EmployeeId).Distinct()], all.Min(punch => punch.At), all.Max(punch => punch.At)).ToHashSet();
        var fresh = new List<Punch>();
        var added = 0;
        foreach (var (_, punches) in read)
        {
            Punch[] own = [.. punches.Where(punch => there.Add((punch.EmployeeId, punch.Kind, punch.At)))];
            fresh.AddRange(own);
            added += own.Length > 0 ? 1 : 0;
        }

        return new() { Encoding = table.Encoding, Rows = table.Rows.Count, Failed = problems.Failed, Problems = problems.All, Punches = fresh, PunchRows = added, Unchanged = read.Count - added };
    }

    private Punch[]? Both(CsvRow row, Employee employee, RowTimes times)
    {
        // Somebody is still in: the clock-out will come with the next file.
        if (table.Cell(row, ImportField.End).Length == 0 && times.At(row, ImportField.Start, [ImportField.StartDate, ImportField.Date], directory.ZoneOf(employee.ClinicId)) is { } since)
        {
            return Past(row, ImportField.Start, since) ? [Make(employee, PunchKind.In, since)] : null;
        }

        return times.Span(row, directory.ZoneOf(employee.ClinicId), mayBeEmpty: true) is { } span && Past(row, ImportField.End, span.End)
            ? [Make(employee, PunchKind.In, span.Start), Make(employee, PunchKind.Out, span.End)]
            : null;
    }

    private Punch[]? One(CsvRow row, Employee employee, RowTimes times)
    {
        PunchKind? kind = NameKey.Of(table.Cell(row, ImportField.Kind)) switch
        {
            "in" or "i" or "clock in" or "clocked in" or "punch in" or "time in" or "start" or "arrival" or "arrive" or "on" or "kommen" or "check in" or "break end" => PunchKind.In,
            "out" or "o" or "clock out" or "clocked out" or "punch out" or "time out" or "end" or "departure" or "leave" or "off" or "gehen" or "check out" or "break start" => PunchKind.Out,
            _ => null,
        };
        if (kind is null) problems.Error(row, ImportField.Kind, "Expected is in or out.");
        var field = table.Has(ImportField.At) ? ImportField.At : ImportField.Start;
        return times.At(row, field, [ImportField.StartDate, ImportField.Date], directory.ZoneOf(employee.ClinicId)) is { } at && kind is { } known && Past(row, field, at) ? [Make(employee, known, at)] : null;
    }

    private bool Past(CsvRow row, ImportField field, DateTimeOffset at)
    {
        if (at <= now + Ahead) return true;

        problems.Error(row, field, "The time is ahead of now; expected is one that has been.");
        return false;
    }

    private Punch Make(Employee employee, PunchKind kind, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(now), TenantId = tenant, EmployeeId = employee.Id, Kind = kind, At = at, Source = PunchSource.Import, CreatedAt = now };
}
