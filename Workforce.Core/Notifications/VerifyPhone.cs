using Npgsql;
using Microsoft.EntityFrameworkCore;
using System.Security.Cryptography;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Notifications;

/// <summary>The caller's phone number: used once its owner has given back the code that was sent to it.</summary>
public sealed class VerifyPhone(WorkforceDbContext db, JobClient jobs, AuditTrail audit, TimeProvider time)
{
    /// <summary>Has a code sent to a number, E.164.</summary>
    public async Task BeginAsync(string number, CancellationToken ct)
    {
        var (tenant, person) = (db.Tenant.Required, db.Tenant.UserId!.Value);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var settings = await SetPreferences.OfAsync(db, tenant, person, ct);
        (settings.PhonePending, settings.PhoneCodeHash, settings.PhoneCodeEndsAt, settings.PhoneError) = (number, null, null, null);
        audit.Record("phone.set", "person", person);
        await db.SaveChangesAsync(ct);
        await jobs.EnqueueAsync(NewJob.Of(NotificationJobs.PhoneCode, new PhoneCodeTask(person), tenant) with { UserId = person }, (NpgsqlConnection)db.Database.GetDbConnection(), ct);
        db.AfterCommit(() => jobs.Ring(NotificationJobs.PhoneCode.Queue));
        await transaction.CommitAsync(ct);
    }

    /// <summary>Null: the code was right, the number is verified. Else what is wrong with it.</summary>
    public async Task<string?> TryAsync(string code, CancellationToken ct)
    {
        var person = db.Tenant.UserId!.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var settings = await SetPreferences.OfAsync(db, db.Tenant.Required, person, ct);
        var wrong = WrongWith(settings, code, time.GetUtcNow());
        if (wrong is null)
        {
            (settings.Phone, settings.PhonePending, settings.PhoneCodeHash, settings.PhoneCodeEndsAt) = (settings.PhonePending, null, null, null);
            audit.Record("phone.verify", "person", person);
        }
        else if (settings.PhoneCodeTries < PhoneCode.Tries)
            settings.PhoneCodeTries++;

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return wrong;
    }

    /// <summary>Forgets the number.</summary>
    public async Task RemoveAsync(CancellationToken ct)
    {
        var person = db.Tenant.UserId!.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var settings = await SetPreferences.OfAsync(db, db.Tenant.Required, person, ct);
        (settings.Phone, settings.PhonePending, settings.PhoneCodeHash, settings.PhoneCodeEndsAt, settings.PhoneError) = (null, null, null, null, null);
        audit.Record("phone.remove", "person", person);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static string? WrongWith(PersonSettings settings, string code, DateTimeOffset now) => settings switch
    {
        { PhonePending: null } => "is for no number; set one first",
        { PhoneCodeHash: null } => "was not sent yet",
        { PhoneCodeTries: >= PhoneCode.Tries } => "was wrong too often; ask for a new one",
        { PhoneCodeEndsAt: var end } when end <= now => "is too old; ask for a new one",
        { PhoneCodeHash: var hash } when CryptographicOperations.FixedTimeEquals(hash, PhoneCode.HashOf(code, settings.UserId, settings.PhonePending)) => null,
        _ => "is not the one that was sent",
    };
}
