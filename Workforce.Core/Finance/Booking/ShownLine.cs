namespace Workforce.Core.Finance.Booking;

/// <summary>A line with the statements that show it.</summary>
/// <param name="Date">Of a pending line without one, the day of the newest statement that shows it.</param>
/// <param name="Shown">The statements, in no order.</param>
/// <param name="First">Place of the oldest of them among the account's statements.</param>
/// <param name="Last">Place of the newest.</param>
/// <param name="PendingFingerprint">Its own where it is pending; that of the pending line it once was where it is booked.</param>
public sealed record ShownLine(
    Guid Id,
    Guid AccountId,
    DateOnly Date,
    decimal Amount,
    string? Currency,
    string Description,
    string? Counterparty,
    string? BankReference,
    string? PendingFingerprint,
    Guid[] Shown,
    long First,
    long Last);
