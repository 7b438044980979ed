using System.Text.RegularExpressions;
using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.People.Imports;

/// <summary>Employees by their number. A column that is not there, and an empty cell, leave what is known of an employee as it is.</summary>
internal sealed partial class EmployeeRows(ImportTable table, PeopleDirectory directory, ImportHints hints, Guid tenant, DateTimeOffset now)
{
    private readonly RowProblems problems = new(table);
    private readonly Dictionary<string, (CsvRow Row, Employee Value, Employee? Before)> read = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (int Row, string Number)> addresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly NamedPlaces places = new(directory, hints, tenant, now);
    private readonly FileDates dates = FileDates.Decide(table, hints.DateOrder, ImportField.HiredOn, ImportField.LeftOn);
    private int repeated;

    public ImportPlan Read()
    {
        foreach (var row in table.Rows)
        {
            if (Key(row) is { } number && One(row, number, directory.OfNumber(number)) is { } read)
            {
                Keep(row, read.Value, read.Before);
            }
        }

        new EmployeeManagers(table, directory, problems, read).Resolve();
        // Sorted, so that two imports at once would take the rows in one order.
        var planned = read.Values.Where(entry => !problems.HasFailed(entry.Row)).OrderBy(entry => entry.Value.Id).ToList();
        Planned<Employee>[] changed = [.. planned.Where(entry => entry.Before is null || !Same(entry.Before, entry.Value)).Select(entry => new Planned<Employee>(entry.Value, entry.Before is null))];
        return new()
        {
            Encoding = table.Encoding,
            Rows = table.Rows.Count,
            Failed = problems.Failed,
            Problems = problems.All,
            Employees = changed,
            Unchanged = planned.Count - changed.Length + repeated,
            NewClinics = places.ClinicsFor(changed.Select(row => row.Value)),
            NewPositions = places.PositionsFor(changed.Select(row => row.Value)),
        };
    }

    private string? Key(CsvRow row)
    {
        if (table.Cell(row, ImportField.Number) is { Length: > 0 and <= 40 } number)
        {
            return number;
        }

        problems.Error(row, ImportField.Number, "Expected is the employee's number, 1 to 40 characters.");
        return null;
    }

    private (Employee Value, Employee? Before)? One(CsvRow row, string number, Employee? before)
    {
        var name = Text(row, ImportField.Name, 120) ?? Joined(row) ?? before?.Name;
        var position = Place(row, ImportField.Position, places.Position, before?.PositionId);
        var clinic = Place(row, ImportField.Clinic, places.Clinic, before?.ClinicId);
        var hired = Date(row, ImportField.HiredOn) ?? before?.HiredOn;
        var left = Date(row, ImportField.LeftOn) ?? before?.LeftOn;
        var status = StatusOf(row, left, before?.Status);
        var email = Email(row) ?? before?.Email;
        if (name is null && !problems.HasFailed(row)) problems.Error(row, ImportField.Name, "Expected is the employee's name.");
        if (hired is null && !problems.HasFailed(row)) problems.Error(row, ImportField.HiredOn, $"Expected is the day of hire, such as {dates.Example}.");
        if (left < hired) problems.Error(row, ImportField.LeftOn, "The employee left before the day of hire.");
        if (problems.HasFailed(row) || name is null || position is not { } at || clinic is not { } where || hired is not { } since)
        {
            return null;
        }

        return (new Employee
        {
            Id = before?.Id ?? Guid.CreateVersion7(now), TenantId = tenant, Number = before?.Number ?? number, Name = name, Email = email, PositionId = at, ClinicId = where,
            ManagerId = before?.ManagerId, HiredOn = since, LeftOn = status is EmployeeStatus.Left ? left : left > DateOnly.FromDateTime(now.UtcDateTime) ? left : null, Status = status, PersonId = before?.PersonId, UpdatedAt = now,
        }, before);
    }

    private void Keep(CsvRow row, Employee value, Employee? before)
    {
        if (read.TryGetValue(value.Number, out var earlier))
        {
            if (earlier.Row.Cells.SequenceEqual(row.Cells)) repeated++;
            else problems.Error(row, ImportField.Number, $"Row {earlier.Row.Line} has this number already, with other values; expected is one row for each employee.");
            return;
        }

        read[value.Number] = (row, value, before);
    }

    private Guid? Place(CsvRow row, ImportField field, Func<string, (Guid? Id, string Expected)> find, Guid? before)
    {
        if (table.Cell(row, field) is not { Length: > 0 } cell)
        {
            if (before is null) problems.Error(row, field, $"Expected is the {ImportFields.Word(field)} of the employee.");
            return before;
        }

        var (id, expected) = find(cell);
        if (id is null) problems.Error(row, field, expected);
        return id;
    }

    private DateOnly? Date(CsvRow row, ImportField field) => table.Cell(row, field).Length == 0 ? null : dates.Read(table, row, field, problems);

    private EmployeeStatus StatusOf(CsvRow row, DateOnly? left, EmployeeStatus? before)
    {
        var gone = left is { } day && day <= DateOnly.FromDateTime(now.UtcDateTime);
        switch (NameKey.Of(table.Cell(row, ImportField.Status)))
        {
            case "": return gone ? EmployeeStatus.Left : before is null or EmployeeStatus.Left ? EmployeeStatus.Active : before.Value;
            case "active" or "employed" or "current" or "aktiv": return gone ? EmployeeStatus.Left : EmployeeStatus.Active;
            case "on leave" or "leave" or "parental leave" or "sabbatical": return EmployeeStatus.OnLeave;
            case "left" or "inactive" or "terminated" or "former":
                if (left is null) problems.Error(row, ImportField.LeftOn, "Whoever has left did so on a day; expected is that day in a column “left”.");
                return EmployeeStatus.Left;
            default:
                problems.Error(row, ImportField.Status, "Expected is active, on leave or left.");
                return EmployeeStatus.Active;
        }
    }

    private string? Email(CsvRow row)
    {
        if (Text(row, ImportField.Email, 254) is not { } email) return null;
        if (!Address().IsMatch(email)) problems.Error(row, ImportField.Email, "Expected is an e-mail address such as vera@clinic.example.");
        else if (directory.OfEmail(email) is { } owner && !IsOf(row, owner.Number))
            problems.Error(row, ImportField.Email, $"Employee {owner.Number} has this address; expected is one of their own.");
        else if (addresses.TryGetValue(email, out var earlier) && !IsOf(row, earlier.Number))
            problems.Error(row, ImportField.Email, $"Row {earlier.Row} has this address already; expected is one of their own.");
        else addresses[email] = (row.Line, table.Cell(row, ImportField.Number));
        return email;
    }

    private bool IsOf(CsvRow row, string number) => number.Equals(table.Cell(row, ImportField.Number), StringComparison.OrdinalIgnoreCase);

    private string? Joined(CsvRow row) => string.Join(' ', new[] { Text(row, ImportField.FirstName, 59), Text(row, ImportField.LastName, 60) }.OfType<string>()) is { Length: > 0 } name ? name : null;

    private string? Text(CsvRow row, ImportField field, int longest)
    {
        var cell = table.Cell(row, field);
        if (cell.Length > longest) problems.Error(row, field, $"Expected are at most {longest} characters; these are {cell.Length}.");
        return cell.Length == 0 ? null : cell;
    }

    private static bool Same(Employee a, Employee b) =>
        (a.Name, a.Email, a.PositionId, a.ClinicId, a.ManagerId, a.HiredOn, a.LeftOn, a.Status) == (b.Name, b.Email, b.PositionId, b.ClinicId, b.ManagerId, b.HiredOn, b.LeftOn, b.Status);

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
