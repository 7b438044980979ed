using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Identity;

namespace Workforce.Core.People.Imports;

/// <summary>
/// Reads a file of employees, shifts or punches. Either all rows are stored or none, unless the person says "the good rows"; what
/// is there already stays as it is, so the same file twice changes nothing. Imports of one tenant go one after the other.
/// </summary>
public sealed class ImportPeople(WorkforceDbContext db, AuditTrail audit, TimeProvider time)
{
    private const int MostNewsOfOneSave = 1000;

    /// <param name="wish">Check only, all or nothing, or the good rows.</param>
    public async Task<Guid> RunAsync(ImportKind kind, string fileName, byte[] content, ImportHints hints, ImportWish wish, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await LockAsync(ct);
        var import = new PeopleImport
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()), TenantId = db.Tenant.Required, UserId = db.Tenant.UserId, Kind = kind, FileName = UploadedFile.Name(fileName, "import.csv"),
            Size = content.Length, Sha256 = UploadedFile.HashOf(content), Hints = hints, Status = ImportStatus.Checked, CreatedAt = time.GetUtcNow(),
        };
        db.Add(import);
        var problems = await CarryOutAsync(import, content, wish, ct);
        if (import.Status is ImportStatus.Checked or ImportStatus.Refused)
        {
            db.Add(new ImportContent { ImportId = import.Id, TenantId = import.TenantId, Content = content });
        }

        await FinishAsync(import, problems, ct);
        await transaction.CommitAsync(ct);
        return import.Id;
    }

    /// <summary>Carries on with a file that was only checked or that was refused. False where there is no such import; an import that is done already is left as it is.</summary>
    public async Task<bool> ApplyAsync(Guid id, ImportWish wish, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await LockAsync(ct);
        if (await db.PeopleImports.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } import)
        {
            return false;
        }

        if (import.Status is ImportStatus.Checked or ImportStatus.Refused)
        {
            var content = await db.ImportContents.AsNoTracking().SingleAsync(row => row.ImportId == id, ct);
            await db.ImportProblems.Where(row => row.ImportId == id).ExecuteDeleteAsync(ct);
            var problems = await CarryOutAsync(import, content.Content, wish, ct);
            if (import.Status is ImportStatus.Imported or ImportStatus.Partial)
            {
                await db.ImportContents.Where(row => row.ImportId == id).ExecuteDeleteAsync(ct);
            }

            await FinishAsync(import, problems, ct);
        }

        await transaction.CommitAsync(ct);
        return true;
    }

    private Task<int> LockAsync(CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"people import:{db.Tenant.Required}"}, 0))", ct);

    private async Task<IReadOnlyList<ImportProblem>> CarryOutAsync(PeopleImport import, byte[] content, ImportWish wish, CancellationToken ct)
    {
        ImportPlan plan;
        try
        {
            plan = await PlanAsync(import, content, ct);
        }
        catch (UnreadableImportException unreadable)
        {
            (import.Status, import.Error) = (ImportStatus.Refused, unreadable.Message);
            return [];
        }

        import.Status = wish switch
        {
            ImportWish.Check => ImportStatus.Checked,
            _ when plan.Failed == 0 => ImportStatus.Imported,
            ImportWish.GoodRows when plan.Failed < plan.Rows => ImportStatus.Partial,
            _ => ImportStatus.Refused,
        };
        (import.Encoding, import.Rows, import.Failed, import.Error) = (plan.Encoding, plan.Rows, plan.Failed, null);
        (import.Added, import.Changed, import.Unchanged) = (plan.Added, plan.Changed, plan.Unchanged);
        if (import.Status is ImportStatus.Imported or ImportStatus.Partial)
        {
            await StoreAsync(plan, ct);
        }

        return plan.Problems;
    }

    private async Task<ImportPlan> PlanAsync(PeopleImport import, byte[] content, CancellationToken ct)
    {
        var table = ImportTable.Find(content);
        var directory = new PeopleDirectory(
            await db.Clinics.AsNoTracking().ToListAsync(ct), await db.JobPositions.AsNoTracking().ToListAsync(ct), await db.Employees.AsNoTracking().ToListAsync(ct));
        var (tenant, now) = (import.TenantId, time.GetUtcNow());
        return import.Kind switch
        {
            ImportKind.Employees => new EmployeeRows(table, directory, import.Hints, tenant, now).Read(),
            ImportKind.Shifts => new ShiftRows(table, directory, import.Hints, tenant, now).Read((employees, from, to) =>
                db.Shifts.AsNoTracking().Where(shift => employees.Contains(shift.EmployeeId) && shift.StartsAt >= from && shift.StartsAt <= to).ToList()),
            _ => new PunchRows(table, directory, import.Hints, tenant, now).Read((employees, from, to) =>
                [.. db.Punches.AsNoTracking().Where(punch => employees.Contains(punch.EmployeeId) && punch.At >= from && punch.At <= to).Select(punch => new { punch.EmployeeId, punch.Kind, punch.At }).AsEnumerable().Select(punch => (punch.EmployeeId, punch.Kind, punch.At))]),
        };
    }

    private async Task StoreAsync(ImportPlan plan, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        db.AddRange(plan.NewClinics);
        db.AddRange(plan.NewPositions);
        await db.SaveChangesAsync(ct);
        // A statement that writes nothing would still wake whoever waits for such rows.
        if (plan.Employees.Count > 0) await StoreImport.EmployeesAsync(connection, plan.Employees, ct);
        if (plan.Shifts.Count > 0) await StoreImport.ShiftsAsync(connection, plan.Shifts, ct);
        if (plan.Punches.Count > 0) await StoreImport.PunchesAsync(connection, plan.Punches, ct);
    }

    private async Task FinishAsync(PeopleImport import, IReadOnlyList<ImportProblem> problems, CancellationToken ct)
    {
        audit.Record("people.import", "import", import.Id, new { kind = WireNames.Of(import.Kind.ToString()), import.FileName, status = WireNames.Of(import.Status.ToString()), import.Rows, import.Added, import.Changed, import.Failed });
        await db.SaveChangesAsync(ct);
        foreach (var chunk in problems.Index().Chunk(MostNewsOfOneSave))
        {
            var stored = chunk.Select(problem => new StoredImportProblem
            {
                ImportId = import.Id, Place = problem.Index, TenantId = import.TenantId, Severity = problem.Item.Severity, Row = problem.Item.Row, ColumnName = problem.Item.Column, Value = problem.Item.Value, Message = problem.Item.Message,
            }).ToList();
            db.AddRange(stored);
            await db.SaveChangesAsync(ct);
            stored.ForEach(problem => db.Entry(problem).State = EntityState.Detached);
        }
    }
}

/// <summary>Check: store nothing. Everything: all rows or none. GoodRows: those without an error.</summary>
public enum ImportWish { Check, Everything, GoodRows }
