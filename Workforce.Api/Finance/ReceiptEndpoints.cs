using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Finance;
using Workforce.Core.Data;
using Workforce.Core.Finance;

namespace Workforce.Api.Finance;

internal static class ReceiptEndpoints
{
    public static void MapReceipts(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/receipts").WithTags("Receipts");
        group.MapPost("", Upload).RequireAuthorization(Policies.Upload).TakesUpload()
            .Produces<UploadedReceipt>(StatusCodes.Status202Accepted).Produces<UploadedReceipt>().ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithSummary("Upload a receipt or an invoice")
            .WithDescription($"{ReceiptMedia.Known}, up to 20 MiB; told by its content. 202: Byte has it. 200: the same file was there before.");
        group.MapGet("", List).RequireAuthorization(Policies.SeeStatements).WithSummary("Receipts, newest first").WithDescription("Pass `next` as `after` for the next page; `limit` 1 to 200, else 50.");
        group.MapGet("/{id:guid}", Get).RequireAuthorization(Policies.SeeStatements).WithSummary("One receipt and what was read on it");
        group.MapGet("/{id:guid}/file", File).RequireAuthorization(Policies.SeeStatements)
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .WithSummary("The file as it was uploaded");
        group.MapPut("/{id:guid}/match", Match).RequireAuthorization(Policies.Change).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Say which line it belongs to")
            .WithDescription("`transaction_id` null: to none. Refused (409) while Byte reads it, where it could not be read, and where the line has another receipt.");
        group.MapDelete("/{id:guid}", Delete).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Delete a receipt");
    }

    private static async Task<IResult> Upload(IFormFile? file, UploadReceipt upload, WorkforceDbContext db, CancellationToken ct)
    {
        var (content, refusal) = await Finance.Upload.ReadAsync(file, ct);
        if (content is null)
        {
            return refusal!;
        }

        if (ReceiptMedia.TypeOf(content) is not { } mediaType)
        {
            return Problems.Field("file", content.Length == 0 ? "is empty" : $"is not {ReceiptMedia.Known}");
        }

        var uploaded = await upload.RunAsync(file!.FileName, mediaType, content, ct);
        var answer = new UploadedReceipt((await FindAsync(db, uploaded.Id, ct))!, uploaded.Existing);
        return uploaded.Existing ? TypedResults.Ok(answer) : TypedResults.Accepted($"/api/receipts/{uploaded.Id}", answer);
    }

    private static async Task<Results<Ok<ReceiptPage>, ValidationProblem>> List(string? after, int? limit, WorkforceDbContext db, CancellationToken ct)
    {
        if (Paging.Check(after, limit, out var cursor, out var size) is { } wrong)
        {
            return wrong;
        }

        var query = db.Receipts.AsNoTracking();
        if (cursor is { } from)
        {
            query = query.Where(receipt => EF.Functions.LessThan(ValueTuple.Create(receipt.UploadedAt, receipt.Id), ValueTuple.Create(from.At, from.Id)));
        }

        var found = await query.OrderByDescending(receipt => receipt.UploadedAt).ThenByDescending(receipt => receipt.Id).Take(size + 1).ToListAsync(ct);
        List<Receipt> page = [.. found.Take(size)];
        return TypedResults.Ok(new ReceiptPage(
            await ReceiptRows.OfAsync(db, page, ct),
            found.Count > size ? new Cursor(page[^1].UploadedAt, page[^1].Id).ToString() : null));
    }

    private static async Task<Results<Ok<ReceiptRow>, ProblemHttpResult>> Get(Guid id, WorkforceDbContext db, CancellationToken ct) =>
        await FindAsync(db, id, ct) is { } row ? TypedResults.Ok(row) : Problems.NotFound("receipt");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> File(Guid id, WorkforceDbContext db, CancellationToken ct)
    {
        var file = await (
            from receipt in db.Receipts
            join content in db.ReceiptContents on receipt.Id equals content.ReceiptId
            where receipt.Id == id
            select new { receipt.FileName, receipt.MediaType, content.Content }).SingleOrDefaultAsync(ct);
        // The name goes as an attachment: what somebody uploaded is never run in this host's name.
        return file is null ? Problems.NotFound("receipt") : TypedResults.File(file.Content, file.MediaType, file.FileName);
    }

    private static async Task<Results<Ok<ReceiptRow>, ValidationProblem, ProblemHttpResult>> Match(
        Guid id, MatchReceiptRequest request, MatchReceipt match, WorkforceDbContext db, CancellationToken ct) => await match.RunAsync(id, request.TransactionId, ct) switch
    {
        MatchOutcome.Done => TypedResults.Ok((await FindAsync(db, id, ct))!),
        MatchOutcome.NoLine => Problems.Field("transaction_id", "there is no such transaction"),
        MatchOutcome.LineTaken => Problems.Conflict("This line has another receipt already; untie that one first.", "matched"),
        MatchOutcome.NotReadYet => Problems.Conflict("Byte has not read this receipt yet.", "uploaded"),
        MatchOutcome.Unreadable => Problems.Conflict("This file could not be read as a receipt.", "rejected"),
        _ => Problems.NotFound("receipt"),
    };

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, DeleteReceipt delete, CancellationToken ct) => await delete.RunAsync(id, ct) switch
    {
        Deletion.Done => TypedResults.NoContent(),
        Deletion.Busy => Problems.Conflict("Byte is reading this receipt. Wait until it is done, or cancel its job first.", "reading"),
        _ => Problems.NotFound("receipt"),
    };

    private static async Task<ReceiptRow?> FindAsync(WorkforceDbContext db, Guid id, CancellationToken ct) =>
        (await ReceiptRows.OfAsync(db, await db.Receipts.AsNoTracking().Where(receipt => receipt.Id == id).ToListAsync(ct), ct)).SingleOrDefault();
}
