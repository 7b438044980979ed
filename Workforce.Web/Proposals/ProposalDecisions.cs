using Workforce.Contracts.Proposals;
using Workforce.Web.Clients;
using Workforce.Web.Ui;

namespace Workforce.Web.Proposals;

/// <summary>Decisions of a person on proposals. They are not stopped when the person leaves the page: what they said counts.</summary>
internal sealed class ProposalDecisions(ProposalsClient proposals, Toasts toasts, TimeProvider time)
{
    private const string TakenBack = "Taken back right after it was approved.";

    // What was just approved is carried out by a job within a moment, and can be undone only after that.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);
    private const int Moments = 40;

    /// <summary>What came of it: the proposal as it is now; else the problem, where it is for the page to show; neither: the person has been told.</summary>
    public async Task<(ProposalRow? Row, ApiProblem? Problem)> TryAsync(Func<ProposalsClient, Task<ProposalRow>> decide)
    {
        try
        {
            return (await decide(proposals), null);
        }
        catch (ApiProblemException failed) when (failed.Problem.Status is StatusCodes.Status409Conflict or StatusCodes.Status400BadRequest)
        {
            return (null, failed.Problem);
        }
        catch (ApiProblemException failed)
        {
            toasts.Problem(failed.Problem);
            return default;
        }
    }

    /// <summary>Tells of an approval, and offers to take it back where its type can be.</summary>
    public void TellApproved(ProposalRow row, bool canUndo)
    {
        if (canUndo)
            toasts.Undo("Approved", row.Title, () => UndoAsync(row));
        else
            toasts.Done($"Approved: {row.Title}");
    }

    private async Task UndoAsync(ProposalRow row)
    {
        for (var tries = 1; ; tries++)
        {
            var (undone, problem) = await TryAsync(client => client.UndoAsync(row.Id, TakenBack, null, CancellationToken.None));
            if (undone is not null)
                toasts.Done($"Being undone: {row.Title}");
            else if (problem?.Part<ProposalRow>("current") is { ApplyStatus: "queued" } && tries < Moments)
            {
                await Task.Delay(Moment, time);
                continue;
            }
            else if (problem is not null)
                toasts.Problem(problem with { Fields = [.. problem.Fields, .. problem.Part<string[]>("dependants") ?? []] });
            return;
        }
    }
}
