namespace Workforce.Core.People;

public static class PeopleSubject
{
    /// <summary>What is announced when something of the department was changed: employees, skills, shifts, punches, attendance, cases, imports.</summary>
    public const string Name = "people";
}
