using System.Globalization;
using Workforce.Contracts.Employees;

namespace Workforce.Web.Ui;

/// <summary>Numbers and spans of time as people read them.</summary>
public static class Words
{
    public static string Count(int number, string one, string? many = null) => $"{number.ToString("N0", CultureInfo.InvariantCulture)} {(number == 1 ? one : many ?? one + "s")}";

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => $"{(bytes / 1024m).ToString("0.#", CultureInfo.InvariantCulture)} KiB",
        _ => $"{(bytes / 1024m / 1024m).ToString("0.#", CultureInfo.InvariantCulture)} MiB",
    };

    public static string Span(TimeSpan span) => span switch
    {
        _ when span < TimeSpan.Zero => "0 ms",
        { TotalMilliseconds: < 1000 } => $"{span.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)}\u00A0ms",
        { TotalSeconds: < 60 } => $"{span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)}\u00A0s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes}\u00A0min {span.Seconds}\u00A0s",
        { TotalHours: < 24 } => $"{(int)span.TotalHours}\u00A0h {span.Minutes}\u00A0min",
        _ => Count((int)span.TotalDays, "day"),
    };

    public static string Ago(TimeSpan span) => span switch
    {
        { TotalSeconds: < 45 } => "just now",
        { TotalMinutes: < 60 } => $"{Math.Max(1, (int)Math.Round(span.TotalMinutes))} min ago",
        { TotalHours: < 24 } => $"{(int)span.TotalHours} h ago",
        { TotalDays: < 2 } => "yesterday",
        { TotalDays: < 14 } => $"{(int)span.TotalDays} days ago",
        _ => "",
    };

    public static string Date(DateOnly? date) => date?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "no date";

    public static string Month(DateOnly date) => date.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    public static string Period(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        (null, null) => "no dates",
        ({ } one, { } other) when one == other => Date(one),
        ({ } one, { } other) when one.Year == other.Year => $"{one.ToString("d MMM", CultureInfo.InvariantCulture)} – {Date(other)}",
        _ => $"{Date(from)} – {Date(to)}",
    };

    public static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..].Replace('_', ' ');

    public static string Format(string? format) => format switch
    {
        null => "not known yet",
        "ofx1" => "OFX 1",
        "ofx2" => "OFX 2",
        "mt940" => "MT940",
        "camt052" => "CAMT.052",
        "camt053" => "CAMT.053",
        "pdf_text" => "PDF",
        "pdf_image" => "PDF scan",
        _ => format.ToUpperInvariant(),
    };

    public static string Employee(string? name) => name switch
    {
        null => "A person",
        EmployeeNames.Notifications => "Notification",
        _ => Capital(name),
    };

    /// <summary>What each employee does, in two or three words.</summary>
    public static string Duty(string name) => name switch
    {
        EmployeeNames.Prime => "Reads the file",
        EmployeeNames.Byte => "Reads receipts",
        EmployeeNames.Tag => "Finds categories",
        EmployeeNames.Crystal => "Finds patterns",
        EmployeeNames.Ledger => "Checks tax rules",
        EmployeeNames.Notifications => "Tells you",
        _ => "",
    };

    public static string Icon(string? employee) => employee switch
    {
        EmployeeNames.Prime => "table_view",
        EmployeeNames.Byte => "document_scanner",
        EmployeeNames.Tag => "sell",
        EmployeeNames.Crystal => "insights",
        EmployeeNames.Ledger => "gavel",
        EmployeeNames.Notifications => "notifications",
        null => "person",
        _ => "smart_toy",
    };
}
