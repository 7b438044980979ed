using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Proposals;

internal static class ProposalTables
{
    private const string Schema = "proposals";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Proposal>(proposal =>
        {
            proposal.ToTable("proposal", Schema);
            proposal.Property(p => p.Detail).HasColumnType("jsonb");
            proposal.Property(p => p.ProposedDetail).HasColumnType("jsonb");
            proposal.Property(p => p.Receipt).HasColumnType("jsonb");
            proposal.Property(p => p.Changes).HasJson();
            proposal.Property(p => p.Evidence).HasJson();
            proposal.Property(p => p.Version).IsConcurrencyToken();
        });
        model.Entity<ProposalHistory>(entry =>
        {
            entry.ToTable("history", Schema);
            // So that one save writes both, the proposal first.
            entry.HasOne<Proposal>().WithMany().HasForeignKey(e => e.ProposalId);
            entry.Property(e => e.Id).ValueGeneratedOnAdd();
            entry.Property(e => e.Detail).HasColumnType("jsonb");
        });
        model.Entity<ProposalRule>().ToTable("rule", Schema);
    }
}
