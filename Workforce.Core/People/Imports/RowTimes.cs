using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.People.Imports;

/// <summary>Instants of a row: a date and a time in one cell, or in two; on the wall of the clinic unless the cell says its offset.</summary>
internal sealed class RowTimes(ImportTable table, string? dateOrder, RowProblems problems)
{
    private readonly FileDates dates = FileDates.Decide(table, dateOrder, ImportField.Date, ImportField.StartDate, ImportField.EndDate, ImportField.Start, ImportField.End, ImportField.At);

    public DateTimeOffset? At(CsvRow row, ImportField field, ImportField[] dateFields, TimeZoneInfo zone)
    {
        if (TimeOf(row, field) is not { } time) return null;
        if (DateOf(row, field, dateFields) is not { } date) return null;

        return Resolve(row, field, zone, date, time, null);
    }

    /// <summary>Both ends. An end without a date of its own that is not later than the start is on the next day.</summary>
    public (DateTimeOffset Start, DateTimeOffset End)? Span(CsvRow row, TimeZoneInfo zone, bool mayBeEmpty)
    {
        var (from, to) = (TimeOf(row, ImportField.Start), TimeOf(row, ImportField.End));
        if (from is not { } startTime || to is not { } endTime) return null;
        if (DateOf(row, ImportField.Start, [ImportField.StartDate, ImportField.Date]) is not { } startDate) return null;

        var dated = FileDates.IsIn(table.Cell(row, ImportField.End)) || table.Cell(row, ImportField.EndDate).Length > 0;
        var endDate = dated ? DateOf(row, ImportField.End, [ImportField.EndDate]) : startDate;
        if (endDate is null) return null;
        if (!dated && (endTime.OfDay < startTime.OfDay || (endTime.OfDay == startTime.OfDay && !mayBeEmpty))) endDate = startDate.AddDays(1);

        var start = Resolve(row, ImportField.Start, zone, startDate, startTime, null);
        var end = Resolve(row, ImportField.End, zone, endDate.Value, endTime, start);
        if (mayBeEmpty ? end < start : end <= start)
        {
            problems.Error(row, ImportField.End, "Expected is an end after the start.");
            return null;
        }

        if (end - start > TimeSpan.FromHours(24))
        {
            problems.Error(row, ImportField.End, $"Expected is an end within 24 hours of the start; this is {(end - start).TotalHours:0.#} hours after it.");
            return null;
        }

        return (start, end);
    }

    private WrittenTime? TimeOf(CsvRow row, ImportField field)
    {
        if (WrittenTime.Parse(table.Cell(row, field)) is { } time) return time;

        problems.Error(row, field, "Expected is a time such as 08:05, 08:05:30 or 8:05 AM.");
        return null;
    }

    private DateOnly? DateOf(CsvRow row, ImportField field, ImportField[] dateFields)
    {
        if (FileDates.IsIn(table.Cell(row, field))) return dates.Read(table, row, field, problems);

        ImportField[] given = [.. dateFields.Where(other => table.Cell(row, other).Length > 0)];
        if (given is [var first, ..]) return dates.Read(table, row, first, problems);

        problems.Error(row, field, $"The time has no day: expected is a date before it, such as {dates.Example}, or one in a column “{ImportFields.Word(dateFields[^1])}”.");
        return null;
    }

    private DateTimeOffset Resolve(CsvRow row, ImportField field, TimeZoneInfo zone, DateOnly date, WrittenTime time, DateTimeOffset? after)
    {
        if (time.Offset is { } offset) return new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue).Add(time.OfDay), offset).ToUniversalTime();

        var (at, note) = ClinicTime.Resolve(zone, date, time.OfDay, after);
        if (note is not null) problems.Warning(row, field, note + ".");
        return at;
    }
}
