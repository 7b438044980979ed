using System.Globalization;
using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Tables;

/// <summary>Says of a file that it can be read in two ways: both readings, and what the person may tell to settle it.</summary>
internal static class Ambiguity
{
    public static UnreadableStatementException OfAmount(WrittenAmount amount, int? line) => new(
        $"The decimal sign is not clear: {amount.Number} is {Shown(amount.Value('.'))} with a decimal point or {Shown(amount.Value(','))} with a decimal comma, and the other lines do not settle it. Say which (decimal separator \".\" or \",\").",
        line, "decimal_separator");

    public static UnreadableStatementException OfDate(DateOrderDecision dates, int? line)
    {
        var date = dates.Undecided!;
        var form = date.Third is null ? "d MMMM" : "d MMMM yyyy";
        var readings = string.Join(" or ", dates.Possible.Select(order => $"{date.Value(order, 2000)?.ToString(form, CultureInfo.InvariantCulture)} ({Words(order)})"));
        return new UnreadableStatementException($"The order of the dates is not clear: {date.Text} is {readings}, and nothing in the file settles it. Say which (date order dmy, mdy or ymd).", line, "date_order");
    }

    public static UnreadableStatementException OfSign(SignDetection signs, string column, string? shown, int? line) => new(
        $"Which way the money went is not clear in column {column}: {signs.Doubt}. {shown} on line {line} is +{shown} or -{shown}. Say whether spending is positive.",
        line, "spending_is_positive");

    /// <summary>The warning that goes with an order that only the place of origin decided.</summary>
    public static string Implied(DateOrderDecision dates) =>
        $"Dates such as {dates.Undecided!.Text} were read {Words(dates.Order!.Value)} because {dates.Implied}; no line decides it.";

    private static string Shown(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "no number";

    private static string Words(DateOrder order) => order switch
    {
        DateOrder.DayFirst => "day first",
        DateOrder.MonthFirst => "month first",
        _ => "year first",
    };
}
