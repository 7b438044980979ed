namespace Workforce.Jobs.History.Checking;

/// <summary>Something happened that must not, or did not that must.</summary>
/// <param name="Rule">Which rule, as docs/history-checker.md lists them.</param>
/// <param name="JobId">The job it is about, if it is one.</param>
/// <param name="At">When, if that is known; see <see cref="Recording.Recorded"/>.</param>
internal sealed record Violation(string Rule, Guid? JobId, string Text, long? At = null);
