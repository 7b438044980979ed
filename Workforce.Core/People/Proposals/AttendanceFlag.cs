using System.ComponentModel.DataAnnotations;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Core.People.Timekeeping;
using Workforce.Core.Proposals;

namespace Workforce.Core.People.Proposals;

/// <summary>Tells the supervisor, or HR and the manager, that an employee's reliability has fallen.</summary>
public sealed class AttendanceFlag() : ProposalType<AttendanceFlagDetail, CaseReceipt>("attendance_flag", "Attendance notice")
{
    public override string? Subject => PeopleSubject.Name;

    protected override Task<ProposalPreview> PreviewAsync(WorkforceDbContext db, AttendanceFlagDetail detail, CancellationToken ct) =>
        AttendanceCases.PreviewAsync(db, detail.EmployeeId, KindOf(detail), IsHr(detail) ? RiskLevel.Medium : RiskLevel.Low, IsHr(detail) ? "HR and the manager are told" : "the supervisor is told", detail.Action, ct);

    protected override Task<CaseReceipt> ApplyAsync(WorkforceDbContext db, Proposal proposal, AttendanceFlagDetail detail, DateTimeOffset now, CancellationToken ct) =>
        Task.FromResult(new CaseReceipt(AttendanceCases.Open(db, proposal, detail.EmployeeId, KindOf(detail), detail.Reason, detail.Action, now)));

    protected override async Task<Notice?> NoticeAsync(WorkforceDbContext db, Proposal proposal, AttendanceFlagDetail detail, CancellationToken ct) =>
        await AttendanceCases.NoticeAsync(db, proposal, detail.EmployeeId, IsHr(detail), detail.Reason, detail.Action, ct);

    protected override Task<IReadOnlyList<string>> DependantsAsync(WorkforceDbContext db, Proposal proposal, AttendanceFlagDetail detail, CaseReceipt receipt, CancellationToken ct) =>
        AttendanceCases.DependantsAsync(db, receipt.CaseId, ct);

    protected override Task UndoAsync(WorkforceDbContext db, Proposal proposal, AttendanceFlagDetail detail, CaseReceipt receipt, DateTimeOffset now, CancellationToken ct) =>
        AttendanceCases.WithdrawAsync(db, receipt.CaseId, ct);

    private static bool IsHr(AttendanceFlagDetail detail) => detail.Audience == AttendanceAudience.HrAndManager;

    private static AttendanceCaseKind KindOf(AttendanceFlagDetail detail) => IsHr(detail) ? AttendanceCaseKind.HrNotice : AttendanceCaseKind.SupervisorNotice;
}

public enum AttendanceAudience { Supervisor, HrAndManager }

/// <param name="Score">0 to 100, over the window.</param>
/// <param name="Reason">What happened, for whoever is told.</param>
/// <param name="Action">What is recommended.</param>
public sealed record AttendanceFlagDetail(
    Guid EmployeeId,
    AttendanceAudience Audience,
    [property: Range(0, 100)] decimal Score,
    [property: Range(0, 1000)] int Shifts,
    [property: Range(0, 1000)] int Late,
    [property: Range(0, 1000)] int NoCallNoShows,
    [property: StringLength(2000, MinimumLength = 1)] string Reason,
    [property: StringLength(2000, MinimumLength = 1)] string Action);
