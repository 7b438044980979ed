using System.Globalization;
using Workforce.Contracts.Jobs;
using Workforce.Web.Ui;

namespace Workforce.Web.Jobs;

/// <summary>Limits as people say them.</summary>
internal static class LimitWords
{
    private static readonly (double Seconds, string One, string Many)[] Units = [(86400, "day", "days"), (3600, "hour", "hours"), (60, "minute", "minutes")];

    /// <summary>Whom it holds for: <c>Tag</c>, <c>Each key customer:… of Tag</c>.</summary>
    public static string Of(string scope, string name, string? each, string prefix)
    {
        var which = scope switch
        {
            "all" => "Everything",
            "queue" => Words.Employee(name),
            _ => $"{Words.Capital(scope)} {name}",
        };
        return each is null ? which
            : $"Each {(each == "queue" ? "employee" : each)}{(prefix.Length > 0 ? $" {prefix}…" : "")}{(scope == "all" ? "" : scope == "queue" ? $" of {which}" : $" of {scope} {name}")}";
    }

    public static string Of(LimitRow row) => Of(row.Scope, row.Name, row.Each, row.Prefix);

    /// <summary>How much: <c>5 at once</c>, <c>100 starts in a minute</c>.</summary>
    public static string Most(LimitJobsRequest limit) => $"{Number(limit.Most!.Value)} {Measure(limit.Measure, limit.PerSeconds)}";

    /// <summary>How much of how much: <c>3 of 5 at once</c>; of a limit for each, how much each may.</summary>
    public static string Use(LimitRow row) => row is { Each: null, Used: { } used }
        ? $"{Number(used)} of {Number(row.Most)} {Measure(row.Measure, row.PerSeconds)}"
        : $"at most {Number(row.Most)} {Measure(row.Measure, row.PerSeconds)}{(row.Each is null ? "" : " each")}{(row.Used is null ? ", of all companies together" : "")}";

    /// <summary>What the bar of a limit shows.</summary>
    public static string Bar(LimitRow row) => $"{Number(row.Used!.Value)} of {Number(row.Most)}{(row.Each is null ? "" : " where most is used")}";

    /// <summary>Who of several uses how much.</summary>
    public static string Parts(LimitRow row)
    {
        var named = row.Parts.Take(3).Select(part => $"{(row.Each == "queue" ? Words.Employee(part.Name) : part.Name)} ({Number(part.Used)})");
        return $"{string.Join(", ", named)}{(row.Parts.Count > 3 ? ", and others" : "")}";
    }

    /// <summary>How full it is, 0 to 100.</summary>
    public static int Percent(LimitRow row) => row.Used is not > 0 ? 0 : row.Used >= row.Most ? 100 : (int)(100 * row.Used.Value / row.Most);

    /// <summary>A length in the longest unit that it is a whole number of: <c>a minute</c>, <c>36 hours</c>.</summary>
    public static string Length(double seconds)
    {
        var (unit, one, many) = Units.FirstOrDefault(unit => seconds % unit.Seconds == 0, (1, "second", "seconds"));
        return seconds == unit ? $"{(one == "hour" ? "an" : "a")} {one}" : $"{(seconds / unit).ToString("0.###", CultureInfo.InvariantCulture)} {many}";
    }

    private static string Measure(string measure, double? per) => measure switch
    {
        "running" => "at once",
        "starts" => $"started in {Length(per!.Value)}",
        _ => $"{Words.Capital(measure).ToLowerInvariant()} in {Length(per!.Value)}",
    };

    private static string Number(decimal number) => number.ToString("#,##0.##########", CultureInfo.InvariantCulture);
}
