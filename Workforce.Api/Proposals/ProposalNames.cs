using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Api.Proposals;

/// <summary>Names to show beside ids.</summary>
internal sealed record ProposalNames(IReadOnlyDictionary<string, string> Agents, IReadOnlyDictionary<Guid, string> People)
{
    public static async Task<ProposalNames> ReadAsync(WorkforceDbContext db, IEnumerable<Guid?> people, CancellationToken ct)
    {
        Guid[] ids = [.. people.OfType<Guid>().Distinct()];
        return new(
            await db.Agents.AsNoTracking().ToDictionaryAsync(agent => agent.AgentId, agent => agent.DisplayName, ct),
            ids.Length == 0 ? new Dictionary<Guid, string>() : await db.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.DisplayName, ct));
    }

    public string Agent(string id) => Agents.GetValueOrDefault(id, id);

    public string? Person(Guid id) => People.GetValueOrDefault(id);
}
