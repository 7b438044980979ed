using System.Net;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Finance;
using Workforce.Core.Finance;

namespace Workforce.Api.Tests.Finance;

public sealed class StatementTests
{
    private static readonly byte[] Content = "OFXHEADER:100\n"u8.ToArray();

    [Fact]
    public async Task An_uploaded_statement_is_stored_with_its_job_and_its_audit_entry()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);

        var answer = await client.PostAsync("/api/statements", Http.File(Content, "../etc/März 2026.ofx", ("currency", "EUR"), ("decimal", ","), ("date_order", ""), ("spending_is_positive", "true")));
        var uploaded = await answer.ReadAsync<UploadedStatement>(HttpStatusCode.Accepted);

        Assert.False(uploaded.Existing);
        Assert.Equal(("März 2026.ofx", Content.Length, StatementStatus.Uploaded, "prime"), (uploaded.Statement.FileName, uploaded.Statement.Size, uploaded.Statement.Status, uploaded.Statement.Stage));
        Assert.Equal($"/api/statements/{uploaded.Statement.Id}", answer.Headers.Location!.ToString());
        Assert.Equivalent(uploaded.Statement, await client.GetAsync<StatementRow>(answer.Headers.Location.ToString()), strict: true);
        var job = Assert.Single((await client.GetAsync<Contracts.Jobs.JobPage>($"/api/jobs?correlation={uploaded.Statement.CorrelationId}")).Jobs);
        Assert.Equal(("prime.parse", "pending", $"prime:{uploaded.Statement.Id}"), (job.Kind, job.State, job.IdempotencyKey));
        var stored = await host.QueryAsync(company.Tenant, db => db.StatementContents.Select(content => content.Content).SingleAsync());
        Assert.Equal(Content, stored);
        Assert.Equal(new StatementHints(null, ",", true, "EUR"), await host.QueryAsync(company.Tenant, db => db.Statements.Select(row => row.Hints).SingleAsync()));
        Assert.Equal(("statement.upload", company.Member.Id), await host.QueryAsync(company.Tenant, async db => (await db.AuditEntries.SingleAsync()) is var entry ? (entry.Action, entry.UserId!.Value) : default));
    }

    [Fact]
    public async Task The_same_file_is_the_same_statement_for_the_whole_company_and_for_it_alone()
    {
        await using var host = await ApiHost.StartAsync();
        var (here, there) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        var first = await (await host.As(here.Member).PostAsync("/api/statements", Http.File(Content))).ReadAsync<UploadedStatement>(HttpStatusCode.Accepted);

        var again = await (await host.As(here.Admin).PostAsync("/api/statements", Http.File(Content, "other name.ofx"))).ReadAsync<UploadedStatement>(HttpStatusCode.OK);
        var elsewhere = await (await host.As(there.Admin).PostAsync("/api/statements", Http.File(Content))).ReadAsync<UploadedStatement>(HttpStatusCode.Accepted);

        Assert.Equal((first.Statement.Id, true), (again.Statement.Id, again.Existing));
        Assert.NotEqual(first.Statement.Id, elsewhere.Statement.Id);
    }

    [Fact]
    public async Task Equal_uploads_at_once_make_one_statement_and_one_job()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostAsync("/api/statements", Http.File(Content))));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Accepted], answers.Select(answer => answer.StatusCode).Distinct().Order());
        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Accepted);
        Assert.Single((await client.GetAsync<StatementPage>("/api/statements")).Statements);
        Assert.Single((await client.GetAsync<Contracts.Jobs.JobPage>("/api/jobs")).Jobs);
    }

    [Fact]
    public async Task A_rejected_statement_may_be_uploaded_again_and_starts_over()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var first = await (await client.PostAsync("/api/statements", Http.File(Content))).ReadAsync<UploadedStatement>(HttpStatusCode.Accepted);
        await host.QueryAsync(company.Tenant, db => db.Statements.ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Status, Statement.Progress.Rejected).SetProperty(row => row.Error, "03/04 is ambiguous").SetProperty(row => row.CompletedAt, DateTimeOffset.UtcNow)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.PostAsync("/api/statements", Http.File(Content, "statement.csv", ("date_order", "dmy")))));

        var second = await Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Accepted).ReadAsync<UploadedStatement>(HttpStatusCode.Accepted);
        Assert.NotEqual(first.Statement.Id, second.Statement.Id);
        Assert.Equal([second.Statement.Id], (await client.GetAsync<StatementPage>("/api/statements")).Statements.Select(row => row.Id));
        await (await client.GetAsync($"/api/statements/{first.Statement.Id}")).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_empty_file_is_taken_a_missing_one_is_named_and_a_large_one_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);
        const int limit = 20 * 1024 * 1024;

        await (await client.PostAsync("/api/statements", Http.File([]))).ReadAsync<UploadedStatement>(HttpStatusCode.Accepted);
        await (await client.PostAsync("/api/statements", new MultipartFormDataContent { { new StringContent("x"), "other" } })).ProblemAsync(HttpStatusCode.BadRequest, "file");
        await (await client.PostAsync("/api/statements", new StringContent("{}"))).ProblemAsync(HttpStatusCode.UnsupportedMediaType);
        Assert.Equal(limit, (await (await client.PostAskingAsync("/api/statements", Http.File(new byte[limit]))).ReadAsync<UploadedStatement>(HttpStatusCode.Accepted)).Statement.Size);
        await (await client.PostAskingAsync("/api/statements", Http.File(new byte[limit + 1]))).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        // Refused by its length alone; a client that asks first learns so before it sends 20 MB for nothing.
        client.DefaultRequestHeaders.ExpectContinue = true;
        await (await client.PostAskingAsync("/api/statements", Http.File(new byte[limit + 70_000]))).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Hints_that_make_no_sense_are_named_and_nothing_is_stored()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);

        var answer = await client.PostAsync("/api/statements", Http.File(Content, "a.csv", ("date_order", "md"), ("decimal", ";"), ("spending_is_positive", "yes"), ("currency", "euro")));

        await answer.ProblemAsync(HttpStatusCode.BadRequest, "date_order", "decimal", "spending_is_positive", "currency");
        Assert.Empty((await client.GetAsync<StatementPage>("/api/statements")).Statements);
    }

    [Fact]
    public async Task Pages_hold_every_statement_once_newest_first()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var ids = await Books.KeepAsync(host, company, books => books.Account() is var account ? Enumerable.Range(0, 5).Select(_ => books.Statement(account).Id).Reverse().ToList() : []);

        var seen = new List<Guid>();
        string? next = null;
        do
        {
            var page = await client.GetAsync<StatementPage>($"/api/statements?limit=2&after={next}");
            seen.AddRange(page.Statements.Select(row => row.Id));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(ids, seen);
        await (await client.GetAsync("/api/statements?limit=0")).ProblemAsync(HttpStatusCode.BadRequest, "limit");
        await (await client.GetAsync("/api/statements?limit=201")).ProblemAsync(HttpStatusCode.BadRequest, "limit");
        await (await client.GetAsync("/api/statements?limit=many")).ProblemAsync(HttpStatusCode.BadRequest, "limit");
        await (await client.GetAsync("/api/statements?after=here")).ProblemAsync(HttpStatusCode.BadRequest, "after");
        Assert.Equal(5, (await client.GetAsync<StatementPage>("/api/statements?limit=200")).Statements.Count);
    }

    [Fact]
    public async Task A_statement_whose_employee_gave_up_has_failed_and_says_why_until_it_is_retried()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Manager);
        var uploaded = (await (await client.PostAsync("/api/statements", Http.File(Content))).ReadAsync<UploadedStatement>(HttpStatusCode.Accepted)).Statement;

        var job = Assert.Single(await host.Jobs.PullAsync(company.Tenant, company.Manager.Id, "prime", [], 1, TimeSpan.FromMinutes(1), default));
        Assert.Equal(StatementStatus.Processing, (await client.GetAsync<StatementRow>($"/api/statements/{uploaded.Id}")).Status);
        for (var attempt = 1; attempt <= job.MaxAttempts; attempt++)
        {
            await host.Jobs.FailPulledAsync(company.Tenant, company.Manager.Id, job.Id, null, $"broken {attempt}", default);
            await Jobs.JobTests.MakeDueAsync(host);
            await host.Jobs.PullAsync(company.Tenant, company.Manager.Id, "prime", [], 1, TimeSpan.FromMinutes(1), default);
        }

        var failed = await client.GetAsync<StatementRow>($"/api/statements/{uploaded.Id}");
        Assert.Equal((StatementStatus.Failed, "broken 5"), (failed.Status, failed.Error));
        Assert.Equal(StatementStatus.Failed, (await client.GetAsync<StatementPage>("/api/statements")).Statements.Single().Status);

        await (await client.PostAsync($"/api/jobs/{job.Id}/retry", null)).DoneAsync();
        var again = await client.GetAsync<StatementRow>($"/api/statements/{uploaded.Id}");
        Assert.Equal((StatementStatus.Uploaded, null), (again.Status, again.Error));
    }

    [Fact]
    public async Task Deleting_a_statement_takes_its_own_lines_and_leaves_the_shared_ones()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Manager);
        var (first, second, own, shared, receipt) = await Books.KeepAsync(host, company, books =>
        {
            var account = books.Account();
            var own = books.Line(account, "2026-01-05", -10m, "CAFE ROSA");
            var shared = books.Line(account, "2026-01-06", -20m, "BOOKSHOP");
            var receipt = books.Receipt(Receipt.Progress.Matched);
            own.ReceiptId = receipt.Id;
            return (books.Statement(account, Statement.Progress.Completed, own, shared).Id, books.Statement(account, Statement.Progress.Completed, shared).Id, own.Id, shared.Id, receipt.Id);
        });

        await (await host.As(company.Member).DeleteAsync($"/api/statements/{first}")).ProblemAsync(HttpStatusCode.Forbidden);
        await (await client.DeleteAsync($"/api/statements/{first}")).DoneAsync();

        Assert.Equal([shared], (await client.GetAsync<TransactionPage>("/api/transactions")).Transactions.Select(line => line.Id));
        Assert.Equal((ReceiptStatus.Unmatched, null), await client.GetAsync<ReceiptRow>($"/api/receipts/{receipt}") is var row ? (row.Status, row.TransactionId) : default);
        Assert.Single(await client.GetAsync<List<AccountRow>>("/api/accounts"));

        await (await client.DeleteAsync($"/api/statements/{second}")).DoneAsync();
        Assert.Empty((await client.GetAsync<TransactionPage>("/api/transactions")).Transactions);
        Assert.Empty(await client.GetAsync<List<AccountRow>>("/api/accounts"));
        await (await client.DeleteAsync($"/api/statements/{second}")).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_statement_that_is_worked_on_cannot_be_deleted_until_its_job_is_cancelled()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Manager);
        var uploaded = (await (await client.PostAsync("/api/statements", Http.File(Content))).ReadAsync<UploadedStatement>(HttpStatusCode.Accepted)).Statement;

        await (await client.DeleteAsync($"/api/statements/{uploaded.Id}")).ProblemAsync(HttpStatusCode.Conflict);
        var job = (await client.GetAsync<Contracts.Jobs.JobPage>("/api/jobs")).Jobs.Single();
        await (await client.PostAsync($"/api/jobs/{job.Id}/cancel", null)).DoneAsync();
        Assert.Equal((StatementStatus.Failed, "Cancelled: cancelled by request"), await client.GetAsync<StatementRow>($"/api/statements/{uploaded.Id}") is var row ? (row.Status, row.Error) : default);
        await (await client.DeleteAsync($"/api/statements/{uploaded.Id}")).DoneAsync();
    }
}
