using Microsoft.AspNetCore.Identity;
using Npgsql;
using Workforce.Core.Identity;
using Workforce.Migrations.Sample;

namespace Workforce.Migrations;

/// <summary>A company to look around in: one person of each role, and the sample veterinary group as its staff. Made once; what its people change later stays.</summary>
internal static class DemoCompany
{
    private static readonly Guid Tenant = Guid.Parse("0198d3c8-0000-7000-8000-00000000da7a");

    private static readonly (string Name, string Email, Role Role)[] People =
    [
        ("Ada Juniper", "ada@juniper.example", Role.Admin),
        ("Max Rowan", "max@juniper.example", Role.Manager),
        ("Mia Hazel", "mia@juniper.example", Role.Member),
    ];

    /// <summary>False where it was there already.</summary>
    public static async Task<bool> SeedAsync(NpgsqlDataSource owner, string password, TimeProvider time, CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, "select set_config('workforce.tenant_id', $1, true)", ct, Tenant.ToString());
        // The tenant's row decides: of two runs at once the second waits here and then finds it.
        var now = time.GetUtcNow();
        if (await ExecuteAsync(connection, "insert into identity.tenant (id, name) values ($1, 'Juniper Studio') on conflict do nothing", ct, Tenant) == 0)
        {
            // One that is older than its staff gets them now.
            var staffed = await LoadGroup.RunAsync(connection, Tenant, now, ct);
            await transaction.CommitAsync(ct);
            return staffed;
        }

        foreach (var (name, email, role) in People)
        {
            var person = Make(name, email, role, now);
            await ExecuteAsync(
                connection,
                """
                insert into identity.person (id, tenant_id, email, normalized_email, display_name, role, password_hash, security_stamp, concurrency_stamp, created_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """,
                ct,
                person.Id, Tenant, email, person.NormalizedEmail, name, role.ToString().ToLowerInvariant(),
                new PasswordHasher<Person>().HashPassword(person, password), person.SecurityStamp, person.ConcurrencyStamp, now);
        }

        await ExecuteAsync(
            connection,
            "insert into finance.tax_profile (tenant_id, country, business_use, vat_registered, base_currency) values ($1, 'US', 'mixed', false, 'USD') on conflict do nothing",
            ct, Tenant);
        await LoadGroup.RunAsync(connection, Tenant, now, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static Person Make(string name, string email, Role role, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        TenantId = Tenant,
        Email = email,
        NormalizedEmail = email.ToUpperInvariant(),
        DisplayName = name,
        Role = role,
        SecurityStamp = Guid.NewGuid().ToString("N"),
        ConcurrencyStamp = Guid.NewGuid().ToString(),
        CreatedAt = now,
    };

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteNonQueryAsync(ct);
    }
}
