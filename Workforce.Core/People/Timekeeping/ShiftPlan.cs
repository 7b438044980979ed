namespace Workforce.Core.People.Timekeeping;

/// <summary>When one employee is to be where, as a person entered it.</summary>
public sealed record ShiftPlan(Guid EmployeeId, Guid ClinicId, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>What is wrong with it by itself, by field. A year that was mistyped is far away.</summary>
    public IEnumerable<(string Field, string Message)> Problems(Employee? employee, Clinic? clinic, DateTimeOffset now)
    {
        if (employee is null) yield return ("employee_id", "there is no such employee");
        if (clinic is null) yield return ("clinic_id", "there is no such clinic");
        if (EndsAt <= StartsAt) yield return ("ends_at", "must be after the start");
        else if (EndsAt - StartsAt > TimeSpan.FromHours(24)) yield return ("ends_at", "must be within 24 hours of the start");
        if (StartsAt > now.AddYears(2) || StartsAt < now.AddYears(-2)) yield return ("starts_at", "must be within two years of now");
        else if (employee is not null && clinic is not null && Day(clinic) is var day)
        {
            if (day < employee.HiredOn) yield return ("starts_at", $"{employee.Name} was hired on {employee.HiredOn:yyyy-MM-dd}");
            if (employee.LeftOn is { } left && day > left) yield return ("starts_at", $"{employee.Name} left on {left:yyyy-MM-dd}");
        }
    }

    /// <summary>Which of the employee's other shifts is in the way; null: none. One may begin when another ends.</summary>
    public Shift? InTheWay(IEnumerable<Shift> others) =>
        // The same start is the same shift, also where it was cancelled.
        others.Where(other => other.StartsAt == StartsAt || (other.Status is ShiftStatus.Scheduled && other.StartsAt < EndsAt && StartsAt < other.EndsAt)).MinBy(other => other.StartsAt);

    private DateOnly Day(Clinic clinic) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(StartsAt, TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone)).DateTime);
}
