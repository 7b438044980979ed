using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Finance;

/// <summary>
/// Takes a statement in: the row, the bytes and Prime's job are stored together or not at all. The same file of the same
/// tenant is the same statement, however often and at however many places at once it is uploaded; except that one that
/// was rejected left nothing behind and starts over, so that its owner can say more about its dialect.
/// </summary>
public sealed class UploadStatement(WorkforceDbContext db, JobClient jobs, AuditTrail audit, TimeProvider time)
{
    public async Task<Uploaded> RunAsync(string fileName, byte[] content, StatementHints? hints, CancellationToken ct)
    {
        var hash = UploadedFile.HashOf(content);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Equal uploads wait here for each other; the second one then finds the first one's row.
        await UploadedFile.LockAsync(db, "statement", hash, ct);
        var existing = await db.Statements.Where(statement => statement.Sha256 == hash).Select(statement => new { statement.Id, statement.Status }).SingleOrDefaultAsync(ct);
        if (existing is { Status: not Statement.Progress.Rejected })
        {
            return new Uploaded(existing.Id, Existing: true);
        }

        if (existing is not null)
        {
            await db.Statements.Where(statement => statement.Id == existing.Id).ExecuteDeleteAsync(ct);
        }

        var statement = Add(fileName, content, hash, hints);
        audit.Record("statement.upload", "statement", statement.Id, new { statement.FileName, statement.Size, replaces = existing?.Id });
        await db.SaveChangesAsync(ct);
        await jobs.EnqueueAsync(
            NewJob.Of(FinanceJobs.Parse, new StatementTask(statement.Id), statement.TenantId) with
            {
                UserId = statement.UserId,
                CorrelationId = statement.CorrelationId,
                IdempotencyKey = $"prime:{statement.Id}",
            },
            (NpgsqlConnection)db.Database.GetDbConnection(),
            ct);
        await transaction.CommitAsync(ct);
        jobs.Ring(FinanceJobs.Parse.Queue);
        return new Uploaded(statement.Id, Existing: false);
    }

    private Statement Add(string fileName, byte[] content, byte[] hash, StatementHints? hints)
    {
        var now = time.GetUtcNow();
        var statement = new Statement
        {
            Id = Guid.CreateVersion7(now),
            TenantId = db.Tenant.Required,
            UserId = db.Tenant.UserId,
            FileName = UploadedFile.Name(fileName, "statement"),
            Size = content.Length,
            Sha256 = hash,
            Hints = hints,
            CorrelationId = Guid.CreateVersion7(now),
            UploadedAt = now,
        };
        db.Add(statement);
        db.Add(new StatementContent { StatementId = statement.Id, TenantId = statement.TenantId, Content = content });
        return statement;
    }
}

/// <param name="Existing">The same file was there before; nothing was added.</param>
public sealed record Uploaded(Guid Id, bool Existing);
