namespace Workforce.Core.Finance.Categories;

/// <summary>What one person has taught: built once per run, read for every line.</summary>
public sealed class CategoryKnowledge
{
    public static CategoryKnowledge Empty { get; } = new([], [], []);

    public CategoryKnowledge(IReadOnlyList<UserRule> rules, IReadOnlyList<Correction> corrections, IReadOnlyList<PastDecision> history)
    {
        Rules = rules;
        Corrections = corrections;
        History = history;
    }

    public IReadOnlyList<UserRule> Rules { get; }

    public IReadOnlyList<Correction> Corrections { get; }

    public IReadOnlyList<PastDecision> History { get; }
}
