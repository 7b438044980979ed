namespace Workforce.Core.Finance.Categories;

/// <summary>One entry of the catalogue.</summary>
/// <param name="Name">Wire name; stored and sent, never changes.</param>
/// <param name="Deductible">Where a tax return usually looks for it. A hint for a person, never a decision.</param>
public sealed record Category(string Name, string DisplayName, string Group, CategoryFlow Flow, DeductibleHint Deductible);

/// <summary>What a line of the category does to wealth: a transfer leaves it as it was.</summary>
public enum CategoryFlow { Spending, Income, Transfer }

public enum DeductibleHint { None, Business, BusinessPart, Personal }
