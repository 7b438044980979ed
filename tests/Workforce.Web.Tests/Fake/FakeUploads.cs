using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workforce.Contracts.Finance;

namespace Workforce.Web.Tests.Fake;

internal static class FakeUploads
{
    public static void MapFakeFiles(this IEndpointRouteBuilder app, FakeApi api)
    {
        var company = api.Company;
        app.MapGet("/api/statements", (int? limit) => new StatementPage([.. company.Statements.Take(limit ?? 50)], null));
        app.MapGet("/api/statements/{id:guid}", IResult (Guid id) => company.Statements.FirstOrDefault(row => row.Id == id) is { } found
            ? Results.Ok(found) : Results.Problem(title: "No such statement", statusCode: 404));
        app.MapDelete("/api/statements/{id:guid}", (Guid id) => { company.Statements.RemoveAll(row => row.Id == id); return Results.NoContent(); });
        app.MapPost("/api/statements", (HttpContext context, CancellationToken stop) => TakeAsync(api, context, stop));
        app.MapGet("/api/receipts", () => new ReceiptPage(company.Receipts, null));
        app.MapGet("/api/receipts/{id:guid}", (Guid id) => company.Receipts.First(row => row.Id == id));
        app.MapGet("/api/receipts/{id:guid}/file", (Guid id) =>
        {
            var row = company.Receipts.First(receipt => receipt.Id == id);
            return Results.File(company.Files.TryGetValue(id, out var given) ? given : row.MediaType == "application/pdf" ? FakePictures.Pdf : FakePictures.Receipt(row.Merchant ?? "?"), row.MediaType);
        });
        app.MapPost("/api/receipts", async (IFormFile file) =>
        {
            using var memory = new MemoryStream();
            await file.CopyToAsync(memory);
            var row = FakeFiles.Receipt(100 + company.Receipts.Count, file.FileName, file.ContentType, ReceiptStatus.Uploaded, FakeCompany.Now) with { CorrelationId = Guid.NewGuid(), Size = file.Length };
            company.Files[row.Id] = memory.ToArray();
            company.Receipts.Insert(0, row);
            _ = api.Pipeline.PlayAsync(row);
            return Results.Accepted(value: new UploadedReceipt(row, false));
        }).DisableAntiforgery();
        app.MapPut("/api/receipts/{id:guid}/match", (Guid id, MatchReceiptRequest request) =>
        {
            var index = company.Receipts.FindIndex(row => row.Id == id);
            company.Receipts[index] = company.Receipts[index] with { TransactionId = request.TransactionId, Status = request.TransactionId is null ? ReceiptStatus.Unmatched : ReceiptStatus.Matched, MatchScore = null };
            return company.Receipts[index];
        });
        app.MapDelete("/api/receipts/{id:guid}", (Guid id) => { company.Receipts.RemoveAll(row => row.Id == id); return Results.NoContent(); });
    }

    private static async Task<IResult> TakeAsync(FakeApi api, HttpContext context, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var file = form.Files["file"]!;
        api.Company.Hints = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        if (api.Company.Statements.FirstOrDefault(row => row.FileName == file.FileName && row.Size == file.Length && !form.ContainsKey("date_order")) is { } known)
            return Results.Ok(new UploadedStatement(known, true));
        var row = FakeFiles.Statement(100 + api.Company.Statements.Count, file.FileName, file.Length, StatementStatus.Processing, null, 0, null, null, FakeCompany.Now) with { CorrelationId = Guid.NewGuid(), CompletedAt = null };
        lock (api.Company.Gate)
            api.Company.Statements.Insert(0, row);
        _ = api.Pipeline.PlayAsync(row);
        return Results.Accepted(value: new UploadedStatement(row, false));
    }
}
