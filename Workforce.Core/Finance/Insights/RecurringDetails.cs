using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Insights;

/// <summary>Reads off a fit what people want to know of it.</summary>
internal static class RecurringDetails
{
    public static RecurringPayment Of(RhythmFit fit, MoneyScope scope, Merchant merchant, DateOnly coveredTo, bool isFirst)
    {
        var members = fit.Members;
        var amounts = members.Select(member => member.Line.Amount).ToList();
        var changes = PriceChanges.In([.. members.Select(member => member.Line)]);
        var since = changes.LastOrDefault(change => change.Confirmed)?.Date ?? DateOnly.MinValue;
        var typical = Currencies.Round(Statistics.Median([.. members.Where(member => member.Line.Date >= since).Select(member => member.Line.Amount)]), scope.Currency);
        var (status, next, overdue) = Standing(fit, coveredTo);
        var direction = amounts[0] < 0 ? MoneyDirection.Out : MoneyDirection.In;
        var discriminator = isFirst ? "" : $"/{Math.Abs(typical):0.00}";
        return new()
        {
            Key = $"{scope.Currency ?? scope.AccountId?.ToString()}/{merchant.Key}/{(direction == MoneyDirection.In ? "in" : "out")}{discriminator}",
            Payee = merchant.Name,
            MerchantKey = merchant.Key,
            AccountId = members[^1].Line.AccountId,
            Scope = scope,
            Cadence = fit.Rhythm.Cadence,
            Direction = direction,
            TypicalAmount = typical,
            SmallestAmount = amounts.MinBy(Math.Abs),
            LargestAmount = amounts.MaxBy(Math.Abs),
            Day = fit.Rhythm.DayOf(fit.Anchor),
            DayFrom = fit.Rhythm.DayOf(members.MinBy(member => member.Offset).Line.Date),
            DayTo = fit.Rhythm.DayOf(members.MaxBy(member => member.Offset).Line.Date),
            First = members[0].Line.Date,
            Last = members[^1].Line.Date,
            NextExpected = next,
            Status = status,
            Missed = [.. Gaps(fit), .. overdue],
            PriceChanges = changes,
            Confidence = fit.Confidence,
            Category = members[^1].Line.Category,
            LineIds = [.. members.Select(member => member.Line.Id)],
        };
    }

    // Overdue: the due date and the tolerance have passed within the covered time. One is late, two mean it has ended.
    private static (RecurringStatus Status, DateOnly? Next, DateOnly[] Overdue) Standing(RhythmFit fit, DateOnly coveredTo)
    {
        DateOnly After(int steps) => fit.Rhythm.Due(fit.Anchor, fit.Members[^1].Step + steps);

        return After(1).AddDays(fit.Rhythm.Tolerance) >= coveredTo ? (RecurringStatus.Active, After(1), [])
            : After(2).AddDays(fit.Rhythm.Tolerance) >= coveredTo ? (RecurringStatus.Late, After(2), [After(1)])
            : (RecurringStatus.Ended, null, []);
    }

    private static IEnumerable<DateOnly> Gaps(RhythmFit fit)
    {
        var met = fit.Members.Select(member => member.Step).ToHashSet();
        return Enumerable.Range(fit.Members[0].Step, fit.Slots).Where(step => !met.Contains(step)).Select(step => fit.Rhythm.Due(fit.Anchor, step));
    }
}
