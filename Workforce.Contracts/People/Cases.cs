using System.ComponentModel.DataAnnotations;

namespace Workforce.Contracts.People;

/// <summary>Who is to do something: the supervisor, HR and the manager, or those who hear the employee in a disciplinary review.</summary>
public enum CaseKind { SupervisorNotice, HrNotice, DisciplinaryReview }

/// <summary>What came of it: somebody spoke with the employee, they agreed on a plan, the employee was warned, there was nothing in it, or what the reason says.</summary>
public enum CaseOutcome { Spoken, Plan, Warning, Unfounded, Other }

/// <param name="Number">Of the employee.</param>
/// <param name="ProposalId">The proposal that opened it.</param>
/// <param name="Reason">What happened.</param>
/// <param name="Action">What was recommended.</param>
/// <param name="ClosedAt">Null: it is open.</param>
public sealed record CaseRow(
    Guid Id,
    Guid EmployeeId,
    string Employee,
    string Number,
    Guid ClinicId,
    string Clinic,
    CaseKind Kind,
    Guid ProposalId,
    string Reason,
    string Action,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    string? ClosedBy,
    CaseOutcome? Outcome,
    string? ClosingReason,
    int Version);

/// <param name="Total">Of all that pass the filter, not of the page.</param>
/// <param name="Open">Of those, the ones that are open.</param>
public sealed record CasePage(IReadOnlyList<CaseRow> Cases, int Total, int Open);

/// <param name="TimeZone">Of the employee's clinic.</param>
/// <param name="WindowFrom">The days that the case rests on: from here to <paramref name="WindowTo"/>, which is when it was proposed.</param>
/// <param name="ScoreThen">0 to 100, as it was told; null: it was a count of no-call-no-shows.</param>
/// <param name="Now">The same days as they count today: shifts may have been excused and punches corrected since.</param>
/// <param name="Evidence">The shifts of these days that count against the employee, or would if they were not excused, newest first, with their punches.</param>
/// <param name="History">What was done with it, oldest first.</param>
public sealed record CaseDetails(
    CaseRow Case,
    string TimeZone,
    DateTimeOffset WindowFrom,
    DateTimeOffset WindowTo,
    decimal? ScoreThen,
    CaseTally Now,
    IReadOnlyList<CaseShift> Evidence,
    IReadOnlyList<CaseEvent> History);

/// <param name="Score">0 to 100; null where there are too few shifts.</param>
public sealed record CaseTally(decimal? Score, int OnTime, int Late, int NoCallNoShows, int Excused);

public sealed record CaseShift(ShiftRow Shift, IReadOnlyList<PunchRow> Punches);

/// <param name="Action">opened, closed or reopened.</param>
/// <param name="By">Null: the proposal opened it.</param>
public sealed record CaseEvent(DateTimeOffset At, string Action, string? By, CaseOutcome? Outcome, string? Reason);

public sealed record CloseCaseRequest([property: Required] CaseOutcome? Outcome, [property: Required, StringLength(2000, MinimumLength = 1)] string Reason);

public sealed record ReopenCaseRequest([property: Required, StringLength(2000, MinimumLength = 1)] string Reason);
