using Microsoft.EntityFrameworkCore;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People.Imports;

namespace Workforce.Api.People;

/// <summary>Imports as the wire shows them.</summary>
internal static class ImportRows
{
    private const int Shown = 200;

    public static async Task<List<ImportRow>> OfAsync(WorkforceDbContext db, IQueryable<PeopleImport> imports, CancellationToken ct) =>
        (await imports.Select(import => new { import, Problems = db.ImportProblems.Count(problem => problem.ImportId == import.Id) }).ToListAsync(ct)).ConvertAll(row => new ImportRow(
            row.import.Id, row.import.Kind.ToString().ToLowerInvariant(), row.import.FileName, row.import.Size, (ImportState)row.import.Status, row.import.Encoding, row.import.Rows,
            row.import.Added, row.import.Changed, row.import.Unchanged, row.import.Failed, row.import.Error, row.Problems, row.import.CreatedAt));

    public static async Task<ImportDetails?> FindAsync(WorkforceDbContext db, Guid id, CancellationToken ct) =>
        (await OfAsync(db, db.PeopleImports.AsNoTracking().Where(import => import.Id == id), ct)).SingleOrDefault() is { } row
            ? new(row, await Problems(db, id).Take(Shown).ToListAsync(ct) is var problems ? problems.ConvertAll(Of) : [])
            : null;

    public static IQueryable<StoredImportProblem> Problems(WorkforceDbContext db, Guid id) =>
        db.ImportProblems.AsNoTracking().Where(problem => problem.ImportId == id).OrderBy(problem => problem.Row ?? 0).ThenBy(problem => problem.Place);

    public static ImportProblemRow Of(StoredImportProblem problem) =>
        new(problem.Severity is ProblemSeverity.Error ? "error" : "warning", problem.Row, problem.ColumnName, problem.Value, problem.Message);
}
