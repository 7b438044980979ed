namespace Workforce.Core.People.Imports;

/// <summary>A file that was read, and what came of it. Rows are those below the header that are not blank.</summary>
public sealed class PeopleImport
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public Guid? UserId { get; init; }

    public required ImportKind Kind { get; init; }

    public required string FileName { get; init; }

    public required long Size { get; init; }

    public required byte[] Sha256 { get; init; }

    public required ImportHints Hints { get; init; }

    public required ImportStatus Status { get; set; }

    public string? Encoding { get; set; }

    public int Rows { get; set; }

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    /// <summary>Rows with at least one error.</summary>
    public int Failed { get; set; }

    /// <summary>What is wrong with the file as a whole.</summary>
    public string? Error { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public enum ImportKind { Employees, Shifts, Punches }

/// <summary>Checked: only looked at. Refused: has errors, so nothing was stored. Partial: the good rows were.</summary>
public enum ImportStatus { Checked, Refused, Partial, Imported }

/// <summary>What a person says of a file that leaves it open.</summary>
/// <param name="DateOrder">dmy, mdy or ymd.</param>
/// <param name="Employee">Number or e-mail of the employee all rows are of, for a file that names none.</param>
/// <param name="CreateMissing">Make the clinics and positions that an employees file names and that are not there yet.</param>
/// <param name="TimeZone">IANA name, for the clinics that are made.</param>
public sealed record ImportHints(string? DateOrder = null, string? Employee = null, bool CreateMissing = false, string? TimeZone = null);

/// <summary>The bytes, for as long as the import may still be carried on.</summary>
public sealed class ImportContent
{
    public required Guid ImportId { get; init; }

    public required Guid TenantId { get; init; }

    public required byte[] Content { get; init; }
}

/// <summary>One thing to say about a file, in the order of its rows.</summary>
public sealed class StoredImportProblem
{
    public required Guid ImportId { get; init; }

    public required int Place { get; init; }

    public required Guid TenantId { get; init; }

    public required ProblemSeverity Severity { get; init; }

    public int? Row { get; init; }

    public string? ColumnName { get; init; }

    public string? Value { get; init; }

    public required string Message { get; init; }
}

public enum ProblemSeverity { Error, Warning }
