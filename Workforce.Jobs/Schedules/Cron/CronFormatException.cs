namespace Workforce.Jobs.Schedules.Cron;

/// <summary>A cron expression cannot be read. The message names the field, the place and what was expected.</summary>
public sealed class CronFormatException : FormatException
{
    internal CronFormatException(string expression, string? field, int position, string problem)
        : base($"Cron '{expression}', {(field is null ? "" : $"{field}, ")}position {position}: {problem}.") => (Field, Position) = (field, position);

    /// <summary>second, minute, hour, day of month, month or day of week; null: the expression as a whole.</summary>
    public string? Field { get; }

    /// <summary>Of the first character that is wrong, from 1.</summary>
    public int Position { get; }
}
