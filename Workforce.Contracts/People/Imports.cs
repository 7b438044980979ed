namespace Workforce.Contracts.People;

/// <summary>Checked: only looked at. Refused: has errors, nothing was stored. Partial: the good rows were. Imported: all rows were.</summary>
public enum ImportState { Checked, Refused, Partial, Imported }

/// <param name="Kind">employees, shifts or punches.</param>
/// <param name="Rows">Below the header, blank ones not counted. Added, changed, unchanged and failed are of these; of a file that was only checked or refused, they say what would have been.</param>
/// <param name="Error">What is wrong with the file as a whole.</param>
/// <param name="Problems">Errors and warnings, all of them.</param>
public sealed record ImportRow(
    Guid Id, string Kind, string FileName, long Size, ImportState Status, string? Encoding, int Rows, int Added, int Changed, int Unchanged, int Failed, string? Error, int Problems, DateTimeOffset CreatedAt);

public sealed record ImportPage(IReadOnlyList<ImportRow> Imports, string? Next);

/// <param name="Problems">The first 200; all of them are in the CSV.</param>
public sealed record ImportDetails(ImportRow Import, IReadOnlyList<ImportProblemRow> Problems);

/// <param name="Severity">error or warning.</param>
/// <param name="Row">The line of the file, the header being one; null for the file as a whole.</param>
public sealed record ImportProblemRow(string Severity, int? Row, string? Column, string? Value, string Message);
