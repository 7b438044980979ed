using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.People.Imports;

/// <summary>Who and what is there already, as files refer to it.</summary>
internal sealed class PeopleDirectory
{
    private readonly Dictionary<string, Employee> byNumber;
    private readonly Dictionary<string, Employee> byEmail;
    private readonly ILookup<string, Employee> byName;
    private readonly Dictionary<Guid, TimeZoneInfo> zones;

    public PeopleDirectory(IReadOnlyCollection<Clinic> clinics, IReadOnlyCollection<JobPosition> positions, IReadOnlyCollection<Employee> employees)
    {
        Employees = employees;
        Clinics = clinics.ToDictionary(clinic => clinic.Key);
        Positions = positions.ToDictionary(position => position.Key);
        byNumber = employees.DistinctBy(employee => employee.Number, StringComparer.OrdinalIgnoreCase).ToDictionary(employee => employee.Number, StringComparer.OrdinalIgnoreCase);
        byEmail = employees.Where(employee => employee.Email is not null).DistinctBy(employee => employee.Email, StringComparer.OrdinalIgnoreCase).ToDictionary(employee => employee.Email!, StringComparer.OrdinalIgnoreCase);
        byName = employees.ToLookup(employee => NameKey.Of(employee.Name));
        zones = clinics.ToDictionary(clinic => clinic.Id, clinic => TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone));
    }

    public IReadOnlyCollection<Employee> Employees { get; }

    public Dictionary<string, Clinic> Clinics { get; }

    public Dictionary<string, JobPosition> Positions { get; }

    public TimeZoneInfo ZoneOf(Guid clinic) => zones[clinic];

    public Employee? OfNumber(string number) => byNumber.GetValueOrDefault(number);

    public Employee? OfEmail(string email) => byEmail.GetValueOrDefault(email);

    /// <summary>Number, else e-mail, else name where one employee alone has it.</summary>
    public Employee? Find(string reference) =>
        byNumber.GetValueOrDefault(reference) ?? byEmail.GetValueOrDefault(reference) ?? (byName[NameKey.Of(reference)].ToArray() is [var only] ? only : null);

    /// <summary>Whose row it is; null with the row's error where nobody known.</summary>
    public Employee? Of(ImportTable table, CsvRow row, ImportHints hints, RowProblems problems)
    {
        foreach (var field in (ImportField[])[ImportField.Number, ImportField.Email, ImportField.Name])
        {
            if (table.Cell(row, field) is { Length: > 0 } reference)
            {
                var found = Find(reference);
                if (found is null)
                {
                    problems.Error(row, field, field is ImportField.Name && byName[NameKey.Of(reference)].Any()
                        ? "Several employees have this name; expected is a number or an e-mail."
                        : "No employee has it; expected is the number, the e-mail or the name of one that is there.");
                }

                return found;
            }
        }

        if (hints.Employee is { Length: > 0 } told && Find(told) is { } given)
        {
            return given;
        }

        problems.Error(row, null, "The row names no employee; expected is a number, an e-mail or a name.");
        return null;
    }
}
