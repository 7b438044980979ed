using System.Globalization;

namespace Workforce.Jobs.Schedules.Cron;

/// <summary>Reads one field: a list of <c>*</c>, values, ranges and steps, and of the days' own forms.</summary>
internal sealed class CronFieldReader(string expression, CronField field, int start, int end)
{
    private readonly List<MovingDay> movingDays = [];
    private readonly List<NthWeekday> nthWeekdays = [];
    private ulong bits;
    private bool rhythm;
    private int at = start;

    public CronFieldValues Read()
    {
        var open = expression[at] is '*' or '?';
        do
            ReadItem();
        while (Take(','));
        if (at < end)
            throw Bad(at, $"'{expression[at]}' is not expected here");
        return new() { Bits = bits, MovingDays = movingDays, NthWeekdays = nthWeekdays, Open = open, Rhythm = rhythm };
    }

    private void ReadItem()
    {
        var from = at;
        if (Take('?'))
        {
            if (!field.IsDay)
                throw Bad(from, "'?' stands for any day and is of use in the two day fields only; write '*'");
            Add(field.Min, field.Count, 1);
        }
        else if (Take('*'))
        {
            rhythm = true;
            Add(field.Min, field.Count, ReadStep() ?? 1);
        }
        else if (field == CronField.DayOfMonth && TakeLetter('L'))
            movingDays.Add(new(Take('-') ? ReadNumber(0, 30, "days before the last") : 0, FromEnd: true, TakeLetter('W')));
        else
            ReadValues(from);
    }

    // 5, 5-9, 22-4, 5/15, 5-9/2 and, of days, 15W, FRIL and FRI#3.
    private void ReadValues(int from)
    {
        var low = ReadValue();
        if (field == CronField.DayOfMonth && TakeLetter('W'))
            movingDays.Add(new(low, FromEnd: false, Weekday: true));
        else if (field == CronField.DayOfWeek && TakeLetter('L'))
            nthWeekdays.Add(new((DayOfWeek)field.Folded(low), 0));
        else if (field == CronField.DayOfWeek && Take('#'))
            nthWeekdays.Add(new((DayOfWeek)field.Folded(low), ReadNumber(1, 5, "which one of the month")));
        else if (Take('-'))
        {
            var high = ReadValue();
            low = low > high ? field.Folded(low) : low;
            rhythm = true;
            // Past the end it goes on at the beginning: 22-4, FRI-MON, NOV-FEB.
            Add(low, high >= low ? high - low + 1 : high - low + 1 + field.Count, ReadStep() ?? 1);
        }
        else if (ReadStep() is { } step)
        {
            rhythm = true;
            low = field.Folded(low);
            Add(low, field.Last - low + 1, step);
        }
        else
            Add(low, 1, 1);
        if (at < end && expression[at] == '/')
            throw Bad(at, $"a step cannot follow '{expression[from..at]}'");
    }

    private void Add(int first, int count, int step)
    {
        for (var n = 0; n < count; n += step)
            bits |= 1UL << (((first - field.Min + n) % field.Count) + field.Min);
    }

    private int? ReadStep()
    {
        if (!Take('/'))
            return null;
        var from = at;
        var step = ReadNumber(1, int.MaxValue, "a step");
        return step <= field.Count
            ? step
            : throw Bad(from, $"a step of {step} is longer than the {field.Count} values of the field, so it would not be kept; for every so much time use an interval");
    }

    private int ReadValue()
    {
        var from = at;
        if (at < end && char.IsAsciiLetter(expression[at]))
        {
            while (at < end && char.IsAsciiLetter(expression[at]) && at - from < 3)
                at++;
            var index = Array.FindIndex(field.Names, name => expression.AsSpan(from, at - from).Equals(name, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
                return field.Min + index;
            while (at < end && char.IsAsciiLetter(expression[at]))
                at++;
            throw Bad(from, $"'{expression[from..at]}' is no {field.Name}; expected {(field.Names.Length == 0 ? "" : $"{field.Names[0]} to {field.Names[^1]} or ")}{field.Min} to {field.Max}");
        }
        return ReadNumber(field.Min, field.Max, "a value");
    }

    private int ReadNumber(int min, int max, string what)
    {
        var from = at;
        while (at < end && char.IsAsciiDigit(expression[at]))
            at++;
        var range = max == int.MaxValue ? $"from {min} up" : $"{min} to {max}";
        if (at == from)
            throw Bad(from, $"{what} is missing: expected {range}{(from < end ? $", found '{expression[from]}'" : "")}");
        return int.TryParse(expression.AsSpan(from, at - from), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Bad(from, $"{expression[from..at]} is out of range: expected {range}");
    }

    private bool Take(char one)
    {
        if (at >= end || expression[at] != one)
            return false;
        at++;
        return true;
    }

    private bool TakeLetter(char upper) => Take(upper) || Take(char.ToLowerInvariant(upper));

    private CronFormatException Bad(int where, string problem) => new(expression, field.Name, where + 1, problem);
}
