using System.Text.Json;
using Workforce.Contracts.Jobs;
using Workforce.Web.Clients;

namespace Workforce.Web.Jobs;

/// <summary>The file that a timeline is about, as its first job's payload names it.</summary>
public sealed record TimelineSubject(string Name, string Link)
{
    internal static async Task<TimelineSubject?> OfAsync(JobTimeline timeline, FinanceClient finance, CancellationToken cancellationToken)
    {
        try
        {
            if (Id(timeline, "statement_id") is { } statement)
                return new((await finance.StatementAsync(statement, cancellationToken)).FileName, $"statements/{statement}");
            if (Id(timeline, "receipt_id") is { } receipt)
                return new((await finance.ReceiptAsync(receipt, cancellationToken)).FileName, $"receipts?open={receipt}");
        }
        catch (ApiProblemException)
        {
            // It was deleted since; its jobs can still be looked at.
        }

        return null;
    }

    private static Guid? Id(JobTimeline timeline, string name) => timeline.Jobs
        .Where(job => job.Payload.ValueKind == JsonValueKind.Object)
        .Select(job => job.Payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id : (Guid?)null)
        .FirstOrDefault(id => id is not null);
}
