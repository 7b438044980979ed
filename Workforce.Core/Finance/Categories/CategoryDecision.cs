namespace Workforce.Core.Finance.Categories;

/// <summary>The category of one line and why.</summary>
/// <param name="Category">Wire name from the catalogue; <see cref="CategoryNames.Uncategorised"/> where nothing decided.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Reason">One sentence for the person who asks why.</param>
public sealed record CategoryDecision(string Category, DecisionSource Source, double Confidence, string Reason, Merchant Merchant);

/// <summary>Who decided, strongest first.</summary>
public enum DecisionSource { User, UserRule, Stated, BuiltInRule, History, Model, Offline, None }

public static class DecisionSources
{
    public static string WireName(this DecisionSource source) => source switch
    {
        DecisionSource.User => "user",
        DecisionSource.UserRule => "user_rule",
        DecisionSource.Stated => "stated",
        DecisionSource.BuiltInRule => "built_in_rule",
        DecisionSource.History => "history",
        DecisionSource.Model => "model",
        DecisionSource.Offline => "offline",
        DecisionSource.None => "none",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
    };

    public static DecisionSource? FromWireName(string? name) =>
        Enum.GetValues<DecisionSource>().Cast<DecisionSource?>().FirstOrDefault(source => source!.Value.WireName() == name);
}
