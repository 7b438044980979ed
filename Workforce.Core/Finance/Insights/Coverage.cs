namespace Workforce.Core.Finance.Insights;

/// <summary>Which days the lines of one currency cover, so that half a month is not taken for a cheap one.</summary>
internal sealed record Coverage(DateOnly From, DateOnly To)
{
    /// <summary>Lines rarely fall on the very first and last day: a month counts as whole up to this many days short at either end.</summary>
    public const int Slack = 4;

    public static Coverage Of(IEnumerable<LedgerLine> lines)
    {
        var dates = lines.Select(line => line.Date).ToList();
        return new(dates.Min(), dates.Max());
    }

    public bool IsWhole(Month month) => month.First.AddDays(Slack) >= From && month.Last.AddDays(-Slack) <= To;

    /// <summary>The whole months, oldest first.</summary>
    public IEnumerable<Month> WholeMonths()
    {
        for (var month = Month.Of(From); month <= Month.Of(To); month = month.Plus(1))
        {
            if (IsWhole(month))
            {
                yield return month;
            }
        }
    }
}
