using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Radzen;
using Workforce.Contracts.Proposals;
using Workforce.Web.Clients;
using Workforce.Web.Identity;
using Workforce.Web.Schemas;
using Workforce.Web.Ui;

namespace Workforce.Web.Proposals;

/// <summary>What a person does with the proposal that is open, or with all that are selected.</summary>
public sealed partial class ProposalsPage
{
    private ProposalMode mode;
    private ApiProblem? conflict;
    private FieldProblems wrong = FieldProblems.None;
    private IReadOnlyList<(string Title, string Reason)> failed = [];

    [Inject]
    private ProposalDecisions Decisions { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    /// <summary>What is open, once it is what was chosen: nobody decides on what they have not seen.</summary>
    private ProposalDetail? Seen => detail?.Value is { } one && one.Proposal.Id == chosen && !detail.IsFetching ? one : null;

    private bool Decides => Seen is { } one && ProposalWords.Barred(one.Proposal, role) is null;

    [JSInvokable]
    public async Task KeyAsync(string key)
    {
        switch (key)
        {
            case "j" or "ArrowDown":
                await StepAsync(1);
                break;
            case "k" or "ArrowUp":
                await StepAsync(-1);
                break;
            case "n" when list?.Value?.Next is not null:
                Next();
                break;
            case "p" when before.Count > 0:
                Back();
                break;
            case "?":
                keysShown = !keysShown;
                break;
            case "Escape":
                GoBack();
                break;
            case "x" when chosen is { } id && role != Roles.Member && Shown.Any(row => row.Id == id && row.Status == Pending):
                Toggle(id);
                break;
            case "a" when marked.Count > 0:
                await ApproveMarkedAsync();
                break;
            case "r" when marked.Count > 0:
                bulk?.AskWhy();
                break;
            case "a" when mode == ProposalMode.Read && Decides && Seen!.Proposal.Status == Pending:
                await ApproveAsync((null, null));
                break;
            case "e" when Decides && Seen!.Proposal.Status == Pending:
                await TurnAsync(ProposalMode.Edit);
                break;
            case "r" when Decides && Seen!.Proposal.Status == Pending:
                await TurnAsync(ProposalMode.Reject);
                break;
            case "u" when Decides && Seen is { CanUndo: true, Proposal.ApplyStatus: "applied" }:
                await TurnAsync(ProposalMode.Undo);
                break;
        }

        StateHasChanged();
    }

    private async Task StepAsync(int step)
    {
        var shown = Shown;
        if (Inbox.Move(shown, chosen, place, step) is >= 0 and var at)
        {
            Choose(shown[at].Id);
            StateHasChanged();
            await ShowAsync();
        }
    }

    private async Task ShowAsync()
    {
        if (script is not null && chosen is { } id)
            await script.InvokeVoidAsync("show", id, $"/{filter.Path(id)}");
    }

    private void GoBack()
    {
        if (mode != ProposalMode.Read)
            Settle();
        else
            marked.Clear();
    }

    private void Settle() => (mode, conflict, wrong) = (ProposalMode.Read, null, FieldProblems.None);

    private async Task TurnAsync(ProposalMode to)
    {
        Settle();
        mode = to;
        StateHasChanged();
        if (to == ProposalMode.Edit && script is not null)
        {
            await Task.Yield();
            await script.InvokeVoidAsync("edit");
        }
    }

    private Task ApproveAsync((JsonElement? Detail, string? Notes) as_) =>
        DecideAsync((client, one) => client.ApproveAsync(one.Proposal.Id, new(as_.Detail, as_.Notes), one.Proposal.Version, CancellationToken.None), (row, one) => Decisions.TellApproved(row, one.CanUndo));

    private Task SayAsync(string words) => mode switch
    {
        ProposalMode.Reject => DecideAsync((client, one) => client.RejectAsync(one.Proposal.Id, words, one.Proposal.Version, CancellationToken.None), (row, _) => Toasts.Say("Rejected", row.Title)),
        ProposalMode.Undo => DecideAsync((client, one) => client.UndoAsync(one.Proposal.Id, words, one.Proposal.Version, CancellationToken.None), (row, _) => Toasts.Say("It is being undone", row.Title)),
        _ => DecideAsync((client, one) => client.RecheckAsync(one.Proposal.Id, false, words.Length > 0 ? words : null, CancellationToken.None), (row, _) => Toasts.Say("Noted: it was wrong", row.Title)),
    };

    private Task RetryAsync() =>
        DecideAsync((client, one) => client.RetryAsync(one.Proposal.Id, one.Proposal.Version, CancellationToken.None), (row, _) => Toasts.Say("It is tried again", row.Title));

    private Task ConfirmAsync() =>
        DecideAsync((client, one) => client.RecheckAsync(one.Proposal.Id, true, null, CancellationToken.None), (row, _) => Toasts.Done($"Noted: it was right. {row.Title}"));

    private async Task DecideAsync(Func<ProposalsClient, ProposalDetail, Task<ProposalRow>> decide, Action<ProposalRow, ProposalDetail> tell)
    {
        if (Seen is not { } one)
            return;
        await ActAsync(async _ =>
        {
            var (row, problem) = await Decisions.TryAsync(client => decide(client, one));
            if (row is not null)
            {
                tell(row, one);
                await GoOnAsync(row);
            }
            else if (problem is not null)
            {
                wrong = FieldProblems.Of(problem, "detail");
                // What is wrong with a field is said at the field, where there is one.
                conflict = mode == ProposalMode.Edit && wrong.Any ? null : problem;
                mode = mode == ProposalMode.Edit && problem.Status == StatusCodes.Status400BadRequest ? mode : ProposalMode.Read;
                await LookAsync();
            }
        });
    }

    /// <summary>What was decided leaves a list that it fits no more, and the next one is open.</summary>
    private async Task GoOnAsync(ProposalRow decided)
    {
        var shown = Shown;
        var at = Inbox.Find(shown, decided.Id);
        Settle();
        if (filter.View != "all" && at >= 0)
        {
            chosen = shown.Count == 1 ? null : shown[at + 1 < shown.Count ? at + 1 : at - 1].Id;
            list!.Show(list.Value! with { Proposals = [.. list.Value!.Proposals.Where(row => row.Id != decided.Id)], Total = Math.Max(0, list.Value!.Total - 1) });
            place = Math.Max(0, Inbox.Find(Shown, chosen));
            marked.Remove(decided.Id);
        }

        await LookAsync();
        await ShowAsync();
    }

    private async Task ApproveMarkedAsync()
    {
        var risky = Shown.Count(row => marked.Contains(row.Id) && row.RiskLevel == "high");
        if (risky > 0 && await Dialogs.Confirm($"{Words.Count(risky, "of them is", "of them are")} of high risk. Approve all {marked.Count}?", "Approve all?", new ConfirmOptions { OkButtonText = "Approve", CancelButtonText = "Look again" }) != true)
            return;
        await ReviewAsync("approve", null);
    }

    private Task RejectMarkedAsync(string reason) => ReviewAsync("reject", reason);

    private async Task ReviewAsync(string action, string? notes)
    {
        var titles = Shown.Where(row => marked.Contains(row.Id)).ToDictionary(row => row.Id, row => row.Title);
        BulkReviewResult? done = null;
        if (titles.Count == 0 || !await ActAsync(async _ => done = await Proposals.ReviewAsync(new(action, [.. titles.Keys], notes), CancellationToken.None)))
            return;
        failed = [.. done!.Failed.Select(one => (titles.GetValueOrDefault(one.Id, "A proposal"), one.Reason))];
        if (done.Done > 0)
            Toasts.Done($"{Words.Count(done.Done, "proposal")} {(done.Done == 1 ? "is" : "are")} {(action == "approve" ? "approved" : "rejected")}");
        marked.Clear();
        if (chosen is { } open && titles.ContainsKey(open))
            chosen = null;
        Settle();
        await LookAsync();
    }
}
