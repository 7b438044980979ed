using System.ComponentModel.DataAnnotations;

namespace Workforce.Contracts.Finance;

public sealed record InsightRow(
    Guid Id,
    string Kind,
    string Severity,
    string Title,
    string Text,
    decimal? Amount,
    string? Currency,
    DateOnly? From,
    DateOnly? To,
    IReadOnlyList<Guid> TransactionIds,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DismissedAt = null);

/// <param name="Source">The rule's source: law, regulation or publication with its section and year.</param>
/// <param name="TransactionIds">The lines it rests on, oldest first; of a finding over all accounts the first <see cref="MostTransactionIds"/> at most.</param>
public sealed record FindingRow(
    Guid Id,
    string CheckId,
    string Jurisdiction,
    string Severity,
    string Title,
    string Text,
    string Source,
    decimal? Amount,
    string? Currency,
    IReadOnlyList<Guid> TransactionIds,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ResolvedAt)
{
    public const int MostTransactionIds = 200;
}

/// <param name="Country">ISO 3166 alpha-2 code.</param>
/// <param name="BusinessUse">personal, mixed or business.</param>
/// <param name="BaseCurrency">ISO 4217 code of the tax return.</param>
public sealed record TaxProfileRow(
    [property: Required, StringLength(2, MinimumLength = 2)] string Country,
    [property: Required, RegularExpression("^(personal|mixed|business)$")] string BusinessUse,
    bool VatRegistered,
    [property: Required, StringLength(3, MinimumLength = 3)] string BaseCurrency);
