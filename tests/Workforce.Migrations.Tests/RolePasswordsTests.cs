using System.Security.Cryptography;
using System.Text;
using Workforce.Testing;

namespace Workforce.Migrations.Tests;

public sealed class RolePasswordsTests
{
    [Fact]
    public async Task A_password_may_hold_any_character_and_stays_exactly_as_given()
    {
        await using var database = await TestDatabase.CreateAsync();
        var role = database.Name + "_role";
        const string password = "it's \"odd\" \\ %s $$ :colon; drop role postgres; --";
        await Setup.ExecuteAsync(database.Owner, $"create role {role} login");
        try
        {
            await RolePasswords.SetAsync(database.Owner, [(role, password)], CancellationToken.None);

            // SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>, RFC 5803.
            var parts = (await Setup.ScalarAsync<string>(database.Owner, $"select rolpassword from pg_authid where rolname = '{role}'")).Split('$', ':');
            var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), Convert.FromBase64String(parts[2]), int.Parse(parts[1]), HashAlgorithmName.SHA256, 32);
            Assert.Equal(parts[3], Convert.ToBase64String(SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8.ToArray()))));
        }
        finally
        {
            await Setup.ExecuteAsync(database.Owner, $"drop role {role}");
        }
    }
}
