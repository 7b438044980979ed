using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Finance;
using Workforce.Core.Data;
using Workforce.Core.Finance;

namespace Workforce.Api.Finance;

internal static class StatementEndpoints
{
    public static void MapStatements(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/statements").WithTags("Statements");
        group.MapPost("", Upload).RequireAuthorization(Policies.Upload).TakesUpload()
            .Produces<UploadedStatement>(StatusCodes.Status202Accepted).Produces<UploadedStatement>().ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithSummary("Upload a bank statement")
            .WithDescription("OFX, QFX, QIF, CSV, MT940, CAMT.053 or PDF, up to 20 MiB. 202: Prime has it. 200: the same file was there before and nothing was added. A file that was rejected may be sent again, also with other hints, and starts over. The hints say what a CSV leaves open: date_order (dmy, mdy, ymd), decimal (. or ,), spending_is_positive, currency (ISO 4217).");
        group.MapGet("", List).RequireAuthorization(Policies.SeeStatements).WithSummary("Statements, newest first").WithDescription("Pass `next` as `after` for the next page; `limit` 1 to 200, else 50.");
        group.MapGet("/{id:guid}", Get).RequireAuthorization(Policies.SeeStatements).WithSummary("One statement and what came of it");
        group.MapDelete("/{id:guid}", Delete).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Delete a statement")
            .WithDescription("Its lines go, except those that another statement also has; insights and findings of its accounts are drawn up anew. Refused (409) while an employee works on it.");
    }

    private static async Task<IResult> Upload(
        IFormFile? file,
        [FromForm(Name = "date_order")] string? dateOrder,
        [FromForm(Name = "decimal")] string? decimalSeparator,
        [FromForm(Name = "spending_is_positive")] string? spendingIsPositive,
        [FromForm] string? currency,
        UploadStatement upload,
        WorkforceDbContext db,
        CancellationToken ct)
    {
        if (StatementHintsForm.Read(dateOrder, decimalSeparator, spendingIsPositive, currency, out var hints) is { Count: > 0 } errors)
        {
            return Problems.Fields(errors);
        }

        var (content, refusal) = await Finance.Upload.ReadAsync(file, ct);
        if (content is null)
        {
            return refusal!;
        }

        var uploaded = await upload.RunAsync(file!.FileName, content, hints, ct);
        var answer = new UploadedStatement((await FindAsync(db, uploaded.Id, ct))!, uploaded.Existing);
        return uploaded.Existing ? TypedResults.Ok(answer) : TypedResults.Accepted($"/api/statements/{uploaded.Id}", answer);
    }

    private static async Task<Results<Ok<StatementPage>, ValidationProblem>> List(string? after, int? limit, WorkforceDbContext db, CancellationToken ct)
    {
        if (Paging.Check(after, limit, out var cursor, out var size) is { } wrong)
        {
            return wrong;
        }

        var query = db.Statements.AsNoTracking();
        if (cursor is { } from)
        {
            query = query.Where(statement => EF.Functions.LessThan(ValueTuple.Create(statement.UploadedAt, statement.Id), ValueTuple.Create(from.At, from.Id)));
        }

        var found = await query.OrderByDescending(statement => statement.UploadedAt).ThenByDescending(statement => statement.Id).Take(size + 1).ToListAsync(ct);
        List<Statement> page = [.. found.Take(size)];
        return TypedResults.Ok(new StatementPage(
            await StatementRows.OfAsync(db, page, ct),
            found.Count > size ? new Cursor(page[^1].UploadedAt, page[^1].Id).ToString() : null));
    }

    private static async Task<Results<Ok<StatementRow>, ProblemHttpResult>> Get(Guid id, WorkforceDbContext db, CancellationToken ct) =>
        await FindAsync(db, id, ct) is { } row ? TypedResults.Ok(row) : Problems.NotFound("statement");

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, DeleteStatement delete, CancellationToken ct) => await delete.RunAsync(id, ct) switch
    {
        Deletion.Done => TypedResults.NoContent(),
        Deletion.Busy => Problems.Conflict("An employee is working on this statement. Wait until it is done, or cancel its job first.", "processing"),
        _ => Problems.NotFound("statement"),
    };

    private static async Task<StatementRow?> FindAsync(WorkforceDbContext db, Guid id, CancellationToken ct) =>
        (await StatementRows.OfAsync(db, await db.Statements.AsNoTracking().Where(statement => statement.Id == id).ToListAsync(ct), ct)).SingleOrDefault();
}
