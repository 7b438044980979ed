using System.ComponentModel.DataAnnotations;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Core.People.Timekeeping;
using Workforce.Core.Proposals;

namespace Workforce.Core.People.Proposals;

/// <summary>Opens a disciplinary review of an employee who stayed away several times without a word. It decides nothing: people do.</summary>
public sealed class DisciplinaryReview() : ProposalType<DisciplinaryReviewDetail, CaseReceipt>("disciplinary_review", "Disciplinary review")
{
    public override string? Subject => PeopleSubject.Name;

    protected override Task<ProposalPreview> PreviewAsync(WorkforceDbContext db, DisciplinaryReviewDetail detail, CancellationToken ct) =>
        AttendanceCases.PreviewAsync(db, detail.EmployeeId, AttendanceCaseKind.DisciplinaryReview, RiskLevel.High, "disciplinary review", detail.Action, ct);

    protected override Task<CaseReceipt> ApplyAsync(WorkforceDbContext db, Proposal proposal, DisciplinaryReviewDetail detail, DateTimeOffset now, CancellationToken ct) =>
        Task.FromResult(new CaseReceipt(AttendanceCases.Open(db, proposal, detail.EmployeeId, AttendanceCaseKind.DisciplinaryReview, detail.Reason, detail.Action, now)));

    protected override async Task<Notice?> NoticeAsync(WorkforceDbContext db, Proposal proposal, DisciplinaryReviewDetail detail, CancellationToken ct) =>
        await AttendanceCases.NoticeAsync(db, proposal, detail.EmployeeId, hr: true, detail.Reason, detail.Action, ct);

    protected override Task<IReadOnlyList<string>> DependantsAsync(WorkforceDbContext db, Proposal proposal, DisciplinaryReviewDetail detail, CaseReceipt receipt, CancellationToken ct) =>
        AttendanceCases.DependantsAsync(db, receipt.CaseId, ct);

    protected override Task UndoAsync(WorkforceDbContext db, Proposal proposal, DisciplinaryReviewDetail detail, CaseReceipt receipt, DateTimeOffset now, CancellationToken ct) =>
        AttendanceCases.WithdrawAsync(db, receipt.CaseId, ct);
}

/// <param name="NoCallNoShows">In the window.</param>
public sealed record DisciplinaryReviewDetail(
    Guid EmployeeId,
    [property: Range(1, 1000)] int NoCallNoShows,
    [property: StringLength(2000, MinimumLength = 1)] string Reason,
    [property: StringLength(2000, MinimumLength = 1)] string Action);
