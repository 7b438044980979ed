namespace Workforce.Core.Finance.Categories;

/// <summary>Rules worth offering to the person.</summary>
public static class RuleSuggestions
{
    /// <summary>Merchants whose corrections or history agree often enough and that no rule covers yet.</summary>
    /// <param name="lines">Every line of the person, with its category of today.</param>
    public static IReadOnlyList<RuleSuggestion> Find(IReadOnlyList<LedgerLine> lines, CategoryKnowledge knowledge) => [];
}
