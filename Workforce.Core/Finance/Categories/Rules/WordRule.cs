namespace Workforce.Core.Finance.Categories.Rules;

/// <summary>Words that say what a line is for, in one language.</summary>
/// <param name="Direction">The words only mean this when money moves that way; null: either way.</param>
internal sealed record WordRule(string Category, MoneyDirection? Direction, string[] Phrases)
{
    public static WordRule Out(string category, params string[] phrases) => new(category, MoneyDirection.Out, phrases);

    public static WordRule In(string category, params string[] phrases) => new(category, MoneyDirection.In, phrases);

    public static WordRule Both(string category, params string[] phrases) => new(category, null, phrases);
}
