using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Workers.Llm;

namespace Workforce.Workers.Agents.Finance;

/// <summary>How a model is asked for categories, and how its reply is read. Pure: values in, values out.</summary>
internal static class CategoryQuestion
{
    /// <summary>Lines per question: few enough that one bad reply costs little.</summary>
    public const int Most = 40;

    private const int TokensPerLine = 60;

    public static ModelQuestion<CategoryAnswers> Ask(IReadOnlyList<LedgerLine> lines) => new()
    {
        Name = "tag.categories",
        Profile = ModelProfile.JsonFast,
        Instructions =
            $$"""
            You file the lines of a bank statement. Choose one category of this list for each line, by its name:
            {{string.Join('\n', CategoryCatalogue.All.Select(category => $"{category.Name}: {category.DisplayName}"))}}

            Amounts below zero are money out. Answer like {"lines":[{"n":0,"category":"food.groceries","confidence":0.8,"reason":"one short sentence"}]}.
            Use "{{CategoryNames.Uncategorised}}" with confidence 0 where the text does not tell.
            """,
        Parts = [ModelPart.Data("bank lines", lines.Select((line, n) => new { n, amount = line.Amount, currency = line.Currency, text = line.Description, name = line.Counterparty }))],
        MaxOutputTokens = 200 + (TokensPerLine * lines.Count),
    };

    /// <summary>The usable answers; a line that the reply leaves out, or files under a name that is none, has none.</summary>
    public static IReadOnlyDictionary<Guid, CategoryDecision> Read(CategoryAnswers reply, IReadOnlyList<LedgerLine> lines)
    {
        var decisions = new Dictionary<Guid, CategoryDecision>();
        foreach (var answer in reply.Lines)
        {
            if (answer.N >= 0 && answer.N < lines.Count && answer.Category is not CategoryNames.Uncategorised
                && Categoriser.FromModel(lines[answer.N], answer.Category, answer.Confidence, answer.Reason ?? "") is { } decision)
            {
                decisions[lines[answer.N].Id] = decision;
            }
        }

        return decisions;
    }
}

internal sealed record CategoryAnswers(IReadOnlyList<CategoryAnswer> Lines);

internal sealed record CategoryAnswer(
    [Description("The line's number.")] int N,
    string Category,
    [Range(0.0, 1.0)] double Confidence,
    string? Reason = null);
