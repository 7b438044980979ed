using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Core.People;

/// <summary>Says who an employee is when they sign in: from then on they see their own attendance and clock for themselves.</summary>
public sealed class LinkEmployee(WorkforceDbContext db, AuditTrail audit, TimeProvider time)
{
    /// <param name="person">Null: nobody.</param>
    public async Task<LinkResult> RunAsync(Guid id, Guid? person, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // In one order for all: of two who link the same person at once, the second sees the first.
        if (person is not null)
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('people.link' || {person.Value}, 0))", ct);
        }

        if (await db.Employees.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } employee)
        {
            return new LinkResult.NotFound();
        }

        if (person is { } wanted)
        {
            if (!await db.People.AnyAsync(row => row.Id == wanted && row.TenantId == db.Tenant.Required, ct))
            {
                return new LinkResult.NoPerson();
            }

            if (await db.Employees.AsNoTracking().SingleOrDefaultAsync(row => row.PersonId == wanted && row.Id != id, ct) is { } taken)
            {
                return new LinkResult.Taken(taken);
            }
        }

        if (employee.PersonId != person)
        {
            audit.Record(person is null ? "employee.unlink" : "employee.link", "employee", id, new { person, before = employee.PersonId });
            (employee.PersonId, employee.UpdatedAt) = (person, time.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return new LinkResult.Done();
    }
}

/// <summary>What became of it.</summary>
public abstract record LinkResult
{
    private LinkResult()
    {
    }

    public sealed record Done : LinkResult;

    public sealed record NotFound : LinkResult;

    /// <summary>Nobody of this company.</summary>
    public sealed record NoPerson : LinkResult;

    public sealed record Taken(Employee By) : LinkResult;
}
