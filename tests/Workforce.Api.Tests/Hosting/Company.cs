using Microsoft.AspNetCore.Identity;
using Npgsql;
using Workforce.Core.Identity;

namespace Workforce.Api.Tests.Hosting;

/// <summary>A tenant with one person of each role.</summary>
internal sealed record Company(Guid Tenant, Person Admin, Person Manager, Person Member)
{
    public const string Password = "correct horse battery";

    private static readonly Lazy<string> PasswordHash = new(() => new PasswordHasher<Person>().HashPassword(null!, Password));

    public static async Task<Company> FoundAsync(ApiHost host)
    {
        var tenant = Guid.CreateVersion7();
        var company = new Company(tenant, Make(tenant, Role.Admin), Make(tenant, Role.Manager), Make(tenant, Role.Member));
        await using var connection = await host.Database.Owner.OpenConnectionAsync();
        await ExecuteAsync(connection, "insert into identity.tenant (id, name) values ($1, 'Acme')", tenant);
        foreach (var person in (Person[])[company.Admin, company.Manager, company.Member])
        {
            await ExecuteAsync(
                connection,
                """
                insert into identity.person (id, tenant_id, email, normalized_email, display_name, role, password_hash, security_stamp, concurrency_stamp)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                person.Id, tenant, person.Email, person.NormalizedEmail, person.DisplayName, person.Role.ToString().ToLowerInvariant(), PasswordHash.Value, person.SecurityStamp, person.ConcurrencyStamp);
        }

        return company;
    }

    private static Person Make(Guid tenant, Role role)
    {
        var id = Guid.CreateVersion7();
        var email = $"{role}.{id:N}@acme.example".ToLowerInvariant();
        return new Person
        {
            Id = id,
            TenantId = tenant,
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            DisplayName = $"The {role}",
            Role = role,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            ConcurrencyStamp = Guid.NewGuid().ToString("N"),
        };
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
