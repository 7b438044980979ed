namespace Workforce.Core.Finance.Compliance;

/// <summary>How a check looks at the books.</summary>
public abstract record CheckRule;

/// <summary>One account speaks for itself: its statements, the mix of its lines.</summary>
/// <param name="Look">What shows in the books of one account.</param>
public sealed record AccountRule(Func<Books, IEnumerable<Observation>> Look) : CheckRule;

/// <summary>
/// The rule holds for the person, over all accounts: a threshold of the law, a figure of a year. Each account is counted for
/// itself and the counts are kept, so that a new statement costs as much as its account and not as much as everything there is.
/// </summary>
/// <param name="Count">What one account contributes.</param>
/// <param name="Tell">What all contributions, merged by <see cref="Tally.Merge"/>, come to.</param>
public sealed record PersonRule(Func<Books, IEnumerable<Tally>> Count, Func<Tallies, IEnumerable<Observation>> Tell) : CheckRule;
