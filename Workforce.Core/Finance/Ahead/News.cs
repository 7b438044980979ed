namespace Workforce.Core.Finance.Ahead;

/// <summary>Something that time brings without a new statement.</summary>
/// <param name="Key">The same thing has the same key on every day: it is told once.</param>
/// <param name="Kind">Of the notification.</param>
/// <param name="Link">Path in the web.</param>
public sealed record News(string Key, string Kind, string Title, string Text, string Link);
