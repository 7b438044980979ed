using Workforce.Core.Finance.Statements.Csv;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Core.People.Imports;

/// <summary>Shifts by employee and start: a shift that is there with another end, clinic or status is changed.</summary>
internal sealed class ShiftRows(ImportTable table, PeopleDirectory directory, ImportHints hints, Guid tenant, DateTimeOffset now)
{
    private readonly RowProblems problems = new(table);
    private readonly List<(CsvRow Row, Shift Shift)> read = [];

    /// <param name="known">The shifts that are there of the employees and days the file speaks of, and those around them.</param>
    public ImportPlan Read(Func<IReadOnlyCollection<Guid>, DateTimeOffset, DateTimeOffset, IReadOnlyCollection<Shift>> known)
    {
        var times = new RowTimes(table, hints.DateOrder, problems);
        foreach (var row in table.Rows)
        {
            if (One(row, times) is { } shift) read.Add((row, shift));
        }

        var there = read.Count == 0 ? [] : known([.. read.Select(entry => entry.Shift.EmployeeId).Distinct()], read.Min(entry => entry.Shift.StartsAt).AddDays(-1), read.Max(entry => entry.Shift.EndsAt));
        var before = there.ToDictionary(shift => (shift.EmployeeId, shift.StartsAt.UtcDateTime));
        var repeated = Repeated();
        Overlaps(there);
        var planned = new List<Planned<Shift>>();
        var unchanged = 0;
        foreach (var (row, shift) in read.Where(entry => !problems.HasFailed(entry.Row)))
        {
            var old = before.GetValueOrDefault((shift.EmployeeId, shift.StartsAt.UtcDateTime));
            if (old is not null && (old.EndsAt, old.ClinicId, old.Status) == (shift.EndsAt, shift.ClinicId, shift.Status)) unchanged++;
            else planned.Add(new(shift, old is null));
        }

        return new() { Encoding = table.Encoding, Rows = table.Rows.Count, Failed = problems.Failed, Problems = problems.All, Shifts = planned, Unchanged = unchanged + repeated };
    }

    private Shift? One(CsvRow row, RowTimes times)
    {
        if (directory.Of(table, row, hints, problems) is not { } employee) return null;

        var clinic = employee.ClinicId;
        if (table.Cell(row, ImportField.Clinic) is { Length: > 0 } name)
        {
            var (id, expected) = new NamedPlaces(directory, new(), tenant, now).Clinic(name);
            if (id is null) problems.Error(row, ImportField.Clinic, expected);
            clinic = id ?? clinic;
        }

        if (times.Span(row, directory.ZoneOf(clinic), mayBeEmpty: false) is not { } span) return null;

        var status = ShiftStatus.Scheduled;
        switch (NameKey.Of(table.Cell(row, ImportField.Status)))
        {
            case "" or "scheduled" or "planned" or "published" or "confirmed" or "active": break;
            case "cancelled" or "canceled" or "deleted": status = ShiftStatus.Cancelled; break;
            default: problems.Error(row, ImportField.Status, "Expected is scheduled or cancelled."); break;
        }

        if (problems.HasFailed(row)) return null;
        return new() { Id = Guid.CreateVersion7(now), TenantId = tenant, ClinicId = clinic, EmployeeId = employee.Id, StartsAt = span.Start, EndsAt = span.End, Status = status, CreatedAt = now };
    }

    /// <summary>The same shift twice is one; two that begin together and differ are an error of the later row.</summary>
    private int Repeated()
    {
        var repeated = 0;
        var dropped = new HashSet<CsvRow>(ReferenceEqualityComparer.Instance);
        foreach (var group in read.GroupBy(entry => (entry.Shift.EmployeeId, entry.Shift.StartsAt)).Where(group => group.Skip(1).Any()).ToList())
        {
            var (firstRow, first) = group.First();
            foreach (var (row, shift) in group.Skip(1))
            {
                if ((shift.EndsAt, shift.ClinicId, shift.Status) == (first.EndsAt, first.ClinicId, first.Status)) repeated++;
                else problems.Error(row, ImportField.Start, $"Row {firstRow.Line} has a shift of this employee that begins at the same time and differs.");
                dropped.Add(row);
            }
        }

        read.RemoveAll(entry => dropped.Contains(entry.Row));
        return repeated;
    }

    private void Overlaps(IReadOnlyCollection<Shift> there)
    {
        var mine = read.Select(entry => (entry.Shift.EmployeeId, entry.Shift.StartsAt)).ToHashSet();
        var all = read.Select(entry => (Row: (CsvRow?)entry.Row, entry.Shift)).Concat(there.Where(shift => !mine.Contains((shift.EmployeeId, shift.StartsAt))).Select(shift => (Row: (CsvRow?)null, Shift: shift)));
        foreach (var group in all.Where(entry => entry.Shift.Status is ShiftStatus.Scheduled).GroupBy(entry => entry.Shift.EmployeeId))
        {
            (CsvRow? Row, Shift Shift)? last = null;
            foreach (var entry in group.OrderBy(entry => entry.Shift.StartsAt))
            {
                if (last is { } earlier && entry.Shift.StartsAt < earlier.Shift.EndsAt)
                {
                    var (row, other) = entry.Row is { } own ? (own, earlier.Row) : (earlier.Row!, null);
                    problems.Error(row, ImportField.Start, other is null
                        ? "The employee has another shift at this time; expected is that one ends before the next begins."
                        : $"The employee has another shift at this time, in row {other.Line}; expected is that one ends before the next begins.");
                }

                if (last is null || entry.Shift.EndsAt > last.Value.Shift.EndsAt) last = entry;
            }
        }
    }
}
