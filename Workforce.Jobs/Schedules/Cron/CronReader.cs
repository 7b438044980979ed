namespace Workforce.Jobs.Schedules.Cron;

/// <summary>Reads an expression: five fields, six with seconds first, or a macro.</summary>
internal static class CronReader
{
    private const int MaxLength = 200;

    private static readonly Dictionary<string, string> Macros = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    public static CronTimes Read(string expression)
    {
        if (expression.Length > MaxLength)
            throw new CronFormatException($"{expression[..20]}…", null, MaxLength + 1, $"{expression.Length} characters are more than the {MaxLength} allowed");
        var trimmed = expression.Trim();
        if (trimmed.StartsWith('@'))
            return Read(Macros.TryGetValue(trimmed, out var meant) ? meant : throw new CronFormatException(
                expression, null, expression.IndexOf('@', StringComparison.Ordinal) + 1, $"'{trimmed}' is no macro; expected one of {string.Join(", ", Macros.Keys)}"));
        var words = Words(expression);
        if (words.Count is not (5 or 6))
            throw new CronFormatException(expression, null, words.Count > 6 ? words[6].Start + 1 : expression.Length + 1,
                $"{words.Count} field{(words.Count == 1 ? "" : "s")} found; expected five (minute, hour, day of month, month, day of week) or six with seconds first");
        var fields = CronField.All.Skip(6 - words.Count).Zip(words, (field, word) => new CronFieldReader(expression, field, word.Start, word.End).Read()).ToArray();
        var times = CronTimes.Of(words.Count == 6 ? fields[0] : null, fields[^5], fields[^4], fields[^3], fields[^2], fields[^1]);
        // The calendar repeats itself after 400 years.
        return times.AtOrAfter(new(2000, 1, 1)) is not null
            ? times
            : throw new CronFormatException(expression, CronField.DayOfMonth.Name, words[^3].Start + 1, "no month that it allows ever has such a day, so it would never run");
    }

    private static List<(int Start, int End)> Words(string text)
    {
        var words = new List<(int, int)>();
        for (var at = 0; at < text.Length; at++)
            if (!IsSpace(text[at]))
            {
                var start = at;
                while (at < text.Length && !IsSpace(text[at]))
                    at++;
                words.Add((start, at));
            }
        return words;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t';
}
