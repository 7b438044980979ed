using System.Text;

namespace Workforce.Migrations.Sample;

/// <summary>The group as the files that the import reads.</summary>
internal static class SampleFiles
{
    public static string Employees(VeterinaryGroup group) => Lines(
        "number,name,email,position,clinic,manager,hired,left",
        group.Employees.Select(row => $"{row.Number},{row.Name},{row.Email},{row.Position},{VeterinaryGroup.Clinics[row.Clinic].Name},{row.Manager},{row.HiredOn:yyyy-MM-dd},{row.LeftOn:yyyy-MM-dd}"));

    /// <summary>Shifts that begin on these days.</summary>
    public static string Shifts(VeterinaryGroup group, DateOnly from, DateOnly to) => Lines(
        "employee,clinic,date,start,end",
        Between(group, from, to).Select(row => $"{row.Employee.Number},{VeterinaryGroup.Clinics[row.Employee.Clinic].Name},{row.Day:yyyy-MM-dd},{row.Start:HH:mm},{row.End:HH:mm}"));

    /// <summary>Punches of the shifts that begin on these days, an end before the start being on the next one.</summary>
    public static string Punches(VeterinaryGroup group, DateOnly from, DateOnly to) => Lines(
        "employee,date,in,out",
        Between(group, from, to).Where(row => row.ClockedIn is not null).Select(row => $"{row.Employee.Number},{row.Day:yyyy-MM-dd},{row.ClockedIn:HH:mm},{row.ClockedOut:HH:mm}"));

    /// <summary>Writes all files into a folder.</summary>
    public static async Task WriteAsync(VeterinaryGroup group, DateOnly from, DateOnly to, string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "employees.csv"), Employees(group), ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "shifts.csv"), Shifts(group, from, to), ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "punches.csv"), Punches(group, from, to), ct);
    }

    private static IOrderedEnumerable<SampleShift> Between(VeterinaryGroup group, DateOnly from, DateOnly to) =>
        group.Shifts.Where(row => row.Day >= from && row.Day <= to).OrderBy(row => row.Day).ThenBy(row => row.Employee.Place);

    private static string Lines(string header, IEnumerable<string> rows) => rows.Aggregate(new StringBuilder(header).Append('\n'), (text, row) => text.Append(row).Append('\n')).ToString();
}
