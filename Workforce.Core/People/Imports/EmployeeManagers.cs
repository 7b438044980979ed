using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.People.Imports;

/// <summary>Who reports to whom, after all rows are read: a manager may stand below the people who report to them.</summary>
internal sealed class EmployeeManagers(ImportTable table, PeopleDirectory directory, RowProblems problems, Dictionary<string, (CsvRow Row, Employee Value, Employee? Before)> read)
{
    public void Resolve()
    {
        var byEmail = read.Values.Where(entry => entry.Value.Email is not null).DistinctBy(entry => entry.Value.Email, StringComparer.OrdinalIgnoreCase).ToDictionary(entry => entry.Value.Email!, entry => entry.Value, StringComparer.OrdinalIgnoreCase);
        var byName = read.Values.ToLookup(entry => NameKey.Of(entry.Value.Name), entry => entry.Value);
        foreach (var (row, value, _) in read.Values)
        {
            if (table.Cell(row, ImportField.Manager) is not { Length: > 0 } reference) continue;

            var manager = read.TryGetValue(reference, out var entry) ? entry.Value
                : byEmail.GetValueOrDefault(reference) ?? (byName[NameKey.Of(reference)].Take(2).ToArray() is [var only] ? only : directory.Find(reference));
            value.ManagerId = manager?.Id;
            if (manager is null) problems.Error(row, ImportField.Manager, "No employee has it, here or in the file; expected is the number, the e-mail or the name of one.");
            else if (manager.Id == value.Id) problems.Error(row, ImportField.Manager, "Nobody reports to themselves.");
        }

        Circles();
        Orphans();
    }

    private void Circles()
    {
        var managers = directory.Employees.ToDictionary(employee => employee.Id, employee => employee.ManagerId);
        foreach (var (_, value, _) in read.Values) managers[value.Id] = value.ManagerId;
        foreach (var (row, value, _) in read.Values.Where(entry => !problems.HasFailed(entry.Row)))
        {
            var above = value.ManagerId;
            for (var steps = 0; above is { } id && id != value.Id && steps < 50; steps++) above = managers.GetValueOrDefault(id);
            if (above == value.Id) problems.Error(row, ImportField.Manager, "The line of managers comes back to the employee; expected is one that ends.");
        }
    }

    /// <summary>A new manager whose own row has an error will not be there; nor then will those who report to one who is not.</summary>
    private void Orphans()
    {
        bool more;
        do
        {
            more = false;
            var absent = read.Values.Where(entry => problems.HasFailed(entry.Row) && entry.Before is null).Select(entry => entry.Value.Id).ToHashSet();
            foreach (var (row, _, _) in read.Values.Where(entry => !problems.HasFailed(entry.Row) && entry.Value.ManagerId is { } manager && absent.Contains(manager)).ToList())
            {
                problems.Error(row, ImportField.Manager, "The manager's own row has an error.");
                more = true;
            }
        }
        while (more);
    }
}
