using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Api.Identity;

/// <summary>Checks an e-mail address and a password. A stranger learns from the answer, and from the time it takes, only whether both were right.</summary>
internal sealed partial class SignIn(
    WorkforceDbContext db,
    TenantScope scope,
    UserManager<Person> people,
    IPasswordHasher<Person> hasher,
    AuditTrail audit,
    ILogger<SignIn> log)
{
    // The hash of no password anybody has: comparing with it takes as long as with a real one.
    private static readonly Person Nobody = new()
    {
        Id = Guid.Empty,
        TenantId = Guid.Empty,
        Email = "",
        NormalizedEmail = "",
        DisplayName = "",
        Role = Role.Member,
        SecurityStamp = "",
        ConcurrencyStamp = "",
    };
    private static string? nobodysHash;

    /// <summary>The person, or null: unknown, wrong password, or locked out.</summary>
    public async Task<Person?> TryAsync(string email, string password, CancellationToken ct)
    {
        scope.EnterSignIn();
        var normalized = people.NormalizeEmail(email.Trim());
        var found = await db.People.AsNoTracking().Where(person => person.NormalizedEmail == normalized)
            .Select(person => new { person.Id, person.TenantId }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(Nobody, nobodysHash, password);
            LogUnknown();
            return null;
        }

        scope.Enter(found.TenantId, found.Id);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // One try per person at a time: a hundred guesses sent at once are a hundred counted failures, not one.
        var person = await db.People.FromSql($"select * from identity.person where id = {found.Id} for update").SingleAsync(ct);
        var locked = await people.IsLockedOutAsync(person);
        var right = await people.CheckPasswordAsync(person, password);
        if (right && !locked)
        {
            Must(await people.ResetAccessFailedCountAsync(person));
            audit.Record("person.sign_in", "person", person.Id);
        }
        else
        {
            if (!locked)
            {
                Must(await people.AccessFailedAsync(person));
            }

            audit.Record("person.sign_in_refused", "person", person.Id, new { reason = locked ? "locked" : "password", locked_until = person.LockoutEnd });
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return right && !locked ? person : null;
    }

    // A failure that is not counted would be a free guess.
    private static void Must(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The sign-in could not be recorded: {string.Join("; ", result.Errors.Select(error => error.Description))}");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A sign-in was refused: no such person")]
    private partial void LogUnknown();
}
