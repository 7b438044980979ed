using Radzen;
using Workforce.Contracts.Finance;
using Workforce.Web.Clients;
using Workforce.Web.Ui;

namespace Workforce.Web.Finance.Transactions;

public sealed record CategoryChoice(string Category, bool ApplyToMerchant);

/// <summary>Asks for another category, sets it, and keeps what it takes to undo it: also for the merchant's other lines and the rule that was made.</summary>
internal sealed class Recategorise(FinanceClient finance, CategoryBook book, DialogService dialogs, Reversible reversible, Toasts toasts)
{
    /// <summary>The most lines that the API gives at once; of a merchant with more, the rest keeps the new category when it is undone, and the toast says so.</summary>
    private const int Remembered = 500;

    public async Task<CategoryChoice?> AskAsync(TransactionRow line) =>
        await dialogs.OpenAsync<CategoryDialog>(
            "Choose a category",
            new Dictionary<string, object?> { [nameof(CategoryDialog.Line)] = line },
            new DialogOptions { Width = "30rem", CssClass = "sheet", CloseDialogOnOverlayClick = true, AutoFocusFirstElement = false }) as CategoryChoice;

    public async Task<CorrectedCategory> ApplyAsync(TransactionRow line, CategoryChoice choice, CancellationToken cancellationToken)
    {
        var others = choice.ApplyToMerchant && line.Merchant is { } merchant
            ? (await finance.TransactionsAsync(new TransactionFilter(Text: merchant), null, 0, Remembered, cancellationToken)).Transactions
                .Where(other => other.Id != line.Id && other.Merchant == merchant && other.Category != choice.Category).ToList()
            : [];
        var rulesBefore = choice.ApplyToMerchant ? (await finance.RulesAsync(cancellationToken)).Select(rule => rule.Id).ToHashSet() : [];
        var done = await finance.CorrectAsync(line.Id, choice.Category, choice.ApplyToMerchant, cancellationToken);
        reversible.Offer(
            $"{line.Merchant ?? "The line"} is now {book.Name(choice.Category)}",
            done.AlsoChanged > 0 ? $"{Words.Count(done.AlsoChanged, "other line")} changed with it{(done.AlsoChanged > others.Count ? $"; undo brings back {others.Count} of them" : "")}. Tag has learnt it." : "Tag has learnt it.",
            later => UndoAsync(line, choice, others, rulesBefore, later));
        return done;
    }

    private async Task UndoAsync(TransactionRow line, CategoryChoice choice, List<TransactionRow> others, HashSet<Guid> rulesBefore, CancellationToken cancellationToken)
    {
        // The rule goes first: otherwise it would speak for the lines that are about to change back.
        if (choice.ApplyToMerchant)
        {
            foreach (var rule in (await finance.RulesAsync(cancellationToken)).Where(rule => rule.MerchantName == line.Merchant && !rulesBefore.Contains(rule.Id)))
                await finance.DeleteRuleAsync(rule.Id, cancellationToken);
        }

        foreach (var was in others.Prepend(line))
            await finance.CorrectAsync(was.Id, was.Category, applyToMerchant: false, cancellationToken);
        toasts.Done($"{Words.Count(others.Count + 1, "line is", "lines are")} as before.");
    }
}
