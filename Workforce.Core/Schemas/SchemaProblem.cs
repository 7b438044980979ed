namespace Workforce.Core.Schemas;

/// <summary>One thing that is wrong with a value, said so that a person or a model can put it right.</summary>
/// <param name="Path">Where, e.g. <c>thresholds.supervisor</c> or <c>lines[2].amount</c>; empty: the value as a whole.</param>
/// <param name="Problem">What is wrong and what is asked for, e.g. <c>140 is above the maximum of 100</c>.</param>
public sealed record SchemaProblem(string Path, string Problem)
{
    public override string ToString() => Path.Length == 0 ? Problem : $"{Path}: {Problem}";
}
