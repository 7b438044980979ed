using Microsoft.EntityFrameworkCore;

namespace Workforce.Core.Identity;

internal static class IdentityTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Tenant>().ToTable("tenant", "identity");
        model.Entity<Person>(person =>
        {
            person.ToTable("person", "identity");
            person.Property(p => p.ConcurrencyStamp).IsConcurrencyToken();
        });
        model.Entity<ApiKey>().ToTable("api_key", "identity");
        model.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit_entry", "identity");
            entry.Property(e => e.Detail).HasColumnType("jsonb");
        });
        model.Entity<StoredProtectionKey>(key =>
        {
            key.ToTable("data_protection_key", "identity");
            key.Property(k => k.CreatedAt).ValueGeneratedOnAdd();
        });
    }
}
