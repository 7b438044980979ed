namespace Workforce.Jobs.Schedules;

/// <summary>Which schedules to list; null members do not filter.</summary>
public sealed record ScheduleFilter
{
    /// <summary>Only of jobs of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Only those this set declares.</summary>
    public string? DeclaredBy { get; init; }

    /// <summary>Only those whose name contains this text, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>Only names after this one: the <see cref="SchedulePage.Next"/> of the page before.</summary>
    public string? After { get; init; }

    /// <summary>Page size, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>How many next runs to reckon for each, 1 to 100.</summary>
    public int Upcoming { get; init; } = 1;
}

/// <summary>A page of schedules by name.</summary>
/// <param name="Schedules">The schedules.</param>
/// <param name="Next">Pass as <see cref="ScheduleFilter.After"/> for the next page; null: this is the last.</param>
public sealed record SchedulePage(IReadOnlyList<ScheduleDetails> Schedules, string? Next);
