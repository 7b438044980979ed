using System.Net;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Finance;
using Workforce.Core.Finance;

namespace Workforce.Api.Tests.Finance;

public sealed class ReceiptTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3];

    [Fact]
    public async Task An_uploaded_receipt_is_stored_once_and_given_back_as_it_was()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.PostAsync("/api/receipts", Http.File(Picture, "café.png"))));

        var uploaded = await Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Accepted).ReadAsync<UploadedReceipt>(HttpStatusCode.Accepted);
        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode));
        Assert.Equal(("café.png", "image/png", 7, ReceiptStatus.Uploaded), (uploaded.Receipt.FileName, uploaded.Receipt.MediaType, uploaded.Receipt.Size, uploaded.Receipt.Status));
        var job = Assert.Single((await client.GetAsync<Contracts.Jobs.JobPage>("/api/jobs")).Jobs);
        Assert.Equal(("byte.read_receipt", uploaded.Receipt.CorrelationId), (job.Kind, job.CorrelationId));
        Assert.Equal([uploaded.Receipt.Id], (await client.GetAsync<ReceiptPage>("/api/receipts")).Receipts.Select(row => row.Id));
        var file = await client.GetAsync($"/api/receipts/{uploaded.Receipt.Id}/file");
        Assert.Equal(Picture, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal(("image/png", "attachment"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.DispositionType));
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_by_its_content()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);

        await (await client.PostAsync("/api/receipts", Http.File("hello"u8.ToArray(), "a.png"))).ProblemAsync(HttpStatusCode.BadRequest, "file");
        await (await client.PostAsync("/api/receipts", Http.File([], "a.png"))).ProblemAsync(HttpStatusCode.BadRequest, "file");
        await (await client.PostAsync("/api/receipts", new MultipartFormDataContent { { new StringContent("x"), "other" } })).ProblemAsync(HttpStatusCode.BadRequest, "file");
        await (await client.PostAskingAsync("/api/receipts", Http.File(new byte[20 * 1024 * 1024 + 1]))).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_receipt_is_tied_to_one_line_and_moved_and_untied_by_hand()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var (receipt, other, unread, broken, one, two) = await Books.KeepAsync(host, company, books =>
        {
            var account = books.Account();
            var one = books.Line(account, "2026-01-02", -12.5m, "CAFE ROSA");
            var two = books.Line(account, "2026-01-03", -12.5m, "CAFE ROSA");
            return (books.Receipt().Id, books.Receipt().Id, books.Receipt(Receipt.Progress.Uploaded).Id, books.Receipt(Receipt.Progress.Rejected).Id, one.Id, two.Id);
        });
        Task<HttpResponseMessage> MatchAsync(Guid id, Guid? line) => client.PutJsonAsync($"/api/receipts/{id}/match", new { transaction_id = line });

        var tied = await (await MatchAsync(receipt, one)).ReadAsync<ReceiptRow>(HttpStatusCode.OK);
        Assert.Equal((ReceiptStatus.Matched, one, 1m), (tied.Status, tied.TransactionId!.Value, tied.MatchScore));
        Assert.Equal(two, (await (await MatchAsync(receipt, two)).ReadAsync<ReceiptRow>(HttpStatusCode.OK)).TransactionId);
        Assert.Equal([null, receipt], (await client.GetAsync<TransactionPage>("/api/transactions?sort=date")).Transactions.Select(line => line.ReceiptId));
        await (await MatchAsync(other, two)).ProblemAsync(HttpStatusCode.Conflict);
        await (await MatchAsync(other, Guid.NewGuid())).ProblemAsync(HttpStatusCode.BadRequest, "transaction_id");
        await (await MatchAsync(unread, one)).ProblemAsync(HttpStatusCode.Conflict);
        await (await MatchAsync(broken, one)).ProblemAsync(HttpStatusCode.Conflict);
        await (await MatchAsync(Guid.NewGuid(), one)).ProblemAsync(HttpStatusCode.NotFound);

        var untied = await (await MatchAsync(receipt, null)).ReadAsync<ReceiptRow>(HttpStatusCode.OK);
        Assert.Equal((ReceiptStatus.Unmatched, null, null), (untied.Status, untied.TransactionId, untied.MatchScore));
        Assert.Equal(two, (await (await MatchAsync(other, two)).ReadAsync<ReceiptRow>(HttpStatusCode.OK)).TransactionId);
    }

    [Fact]
    public async Task Deleting_a_receipt_leaves_its_line()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        var id = await Books.KeepAsync(host, company, books =>
        {
            var receipt = books.Receipt(Receipt.Progress.Matched);
            books.Line(books.Account(), "2026-01-02", -12.5m, "CAFE ROSA").ReceiptId = receipt.Id;
            return receipt.Id;
        });
        var reading = await (await member.PostAsync("/api/receipts", Http.File(Picture))).ReadAsync<UploadedReceipt>(HttpStatusCode.Accepted);

        await (await member.DeleteAsync($"/api/receipts/{id}")).ProblemAsync(HttpStatusCode.Forbidden);
        await (await manager.DeleteAsync($"/api/receipts/{reading.Receipt.Id}")).ProblemAsync(HttpStatusCode.Conflict);
        await (await manager.DeleteAsync($"/api/receipts/{id}")).DoneAsync();
        await (await manager.DeleteAsync($"/api/receipts/{id}")).ProblemAsync(HttpStatusCode.NotFound);
        await (await member.GetAsync($"/api/receipts/{id}/file")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Null(Assert.Single((await member.GetAsync<TransactionPage>("/api/transactions")).Transactions).ReceiptId);
    }
}
