using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Finance;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People.Imports;

namespace Workforce.Api.People;

/// <summary>Files of employees, shifts and punches.</summary>
internal static class ImportEndpoints
{
    public static void MapImports(this RouteGroupBuilder people)
    {
        var group = people.MapGroup("/imports").WithTags("People").RequireAuthorization(Policies.Manage);
        group.MapPost("", Import).TakesUpload().Produces<ImportDetails>().ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithSummary("Import employees, shifts or punches from a CSV file")
            .WithDescription("Form fields: `file` (up to 20 MiB), `kind` (employees, shifts, punches), `mode` (check stores nothing; all, the default, stores every row or none; good stores the rows without an error). What a file leaves open: `date_order` (dmy, mdy, ymd), `employee` (number or e-mail, for a file that names nobody), `create_missing` (true makes the clinics and positions that an employees file names) with `time_zone` (IANA, of new clinics). Columns: docs/people.md.");
        group.MapGet("", List).WithSummary("Imports, newest first").WithDescription("Pass `next` as `after` for the next page; `limit` 1 to 200, else 50.");
        group.MapGet("/{id:guid}", Get).WithSummary("One import with its first 200 errors and warnings");
        group.MapGet("/{id:guid}/problems.csv", Download).Produces(StatusCodes.Status200OK, contentType: "text/csv").WithSummary("All errors and warnings of an import, as CSV");
        group.MapPost("/{id:guid}/apply", Apply).Produces<ImportDetails>().WithSummary("Carry on with a file that was checked or refused")
            .WithDescription("`rows`: all (the default, all or none) or good. The file is read anew, so what was added meanwhile counts. An import that is done already is answered as it is.");
    }

    private static async Task<IResult> Import(
        IFormFile? file, [FromForm] string? kind, [FromForm] string? mode, [FromForm(Name = "date_order")] string? dateOrder, [FromForm] string? employee,
        [FromForm(Name = "create_missing")] string? createMissing, [FromForm(Name = "time_zone")] string? timeZone, ImportPeople import, WorkforceDbContext db, CancellationToken ct)
    {
        // A form sends a field that was left empty.
        (mode, dateOrder, employee, createMissing, timeZone) = (Given(mode), Given(dateOrder), Given(employee), Given(createMissing), Given(timeZone));
        var errors = new List<(string, string)>();
        if (kind is not ("employees" or "shifts" or "punches")) errors.Add(("kind", "must be employees, shifts or punches"));
        if (mode is not (null or "check" or "all" or "good")) errors.Add(("mode", "must be check, all or good"));
        if (dateOrder is not (null or "dmy" or "mdy" or "ymd")) errors.Add(("date_order", "must be dmy, mdy or ymd"));
        if (employee is { Length: > 254 }) errors.Add(("employee", "must have at most 254 characters"));
        if (createMissing is not (null or "true" or "false")) errors.Add(("create_missing", "must be true or false"));
        if (timeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)) errors.Add(("time_zone", $"{timeZone} is no time zone; an IANA name such as Europe/Berlin is"));
        if (errors.Count > 0) return Problems.Fields(errors);

        var (content, refusal) = await Upload.ReadAsync(file, ct);
        if (content is null) return refusal!;

        var wish = mode switch { "check" => ImportWish.Check, "good" => ImportWish.GoodRows, _ => ImportWish.Everything };
        var id = await import.RunAsync(Enum.Parse<ImportKind>(kind!, ignoreCase: true), file!.FileName, content, new(dateOrder, employee, createMissing == "true", timeZone), wish, ct);
        return TypedResults.Ok(await ImportRows.FindAsync(db, id, ct));
    }

    private static async Task<Results<Ok<ImportPage>, ValidationProblem>> List(string? after, int? limit, WorkforceDbContext db, CancellationToken ct)
    {
        if (Paging.Check(after, limit, out var cursor, out var size) is { } wrong) return wrong;

        var query = db.PeopleImports.AsNoTracking();
        if (cursor is { } from)
        {
            query = query.Where(import => EF.Functions.LessThan(ValueTuple.Create(import.CreatedAt, import.Id), ValueTuple.Create(from.At, from.Id)));
        }

        var found = await ImportRows.OfAsync(db, query.OrderByDescending(import => import.CreatedAt).ThenByDescending(import => import.Id).Take(size + 1), ct);
        List<ImportRow> page = [.. found.Take(size)];
        return TypedResults.Ok(new ImportPage(page, found.Count > size ? new Cursor(page[^1].CreatedAt, page[^1].Id).ToString() : null));
    }

    private static async Task<Results<Ok<ImportDetails>, ProblemHttpResult>> Get(Guid id, WorkforceDbContext db, CancellationToken ct) =>
        await ImportRows.FindAsync(db, id, ct) is { } found ? TypedResults.Ok(found) : Problems.NotFound("import");

    private static async Task<Results<Ok<ImportDetails>, ValidationProblem, ProblemHttpResult>> Apply(Guid id, [FromQuery] string? rows, ImportPeople import, WorkforceDbContext db, CancellationToken ct)
    {
        if (rows is not (null or "all" or "good")) return Problems.Field("rows", "must be all or good");

        return await import.ApplyAsync(id, rows == "good" ? ImportWish.GoodRows : ImportWish.Everything, ct) ? TypedResults.Ok((await ImportRows.FindAsync(db, id, ct))!) : Problems.NotFound("import");
    }

    private static async Task<IResult> Download(Guid id, WorkforceDbContext db, CancellationToken ct)
    {
        if (!await db.PeopleImports.AnyAsync(import => import.Id == id, ct)) return Problems.NotFound("import");

        var text = new StringBuilder("row,severity,column,value,message\r\n");
        await foreach (var problem in ImportRows.Problems(db, id).AsAsyncEnumerable().WithCancellation(ct))
        {
            var row = ImportRows.Of(problem);
            text.AppendJoin(',', row.Row?.ToString(), row.Severity, Quoted(row.Column), Quoted(row.Value), Quoted(row.Message)).Append("\r\n");
        }

        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "problems.csv");
    }

    // A spreadsheet takes a cell that begins so for a formula; the apostrophe makes it a text.
    private static string Quoted(string? cell) =>
        cell is null ? "" : $"\"{(cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal) ? "'" : "")}{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? Given(string? field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();
}
