using FsCheck;
using FsCheck.Fluent;
using Workforce.Core.Finance.Transfers;

namespace Workforce.Core.Tests.Finance.Transfers;

public sealed class TransferPairsPropertyTests(ITestOutputHelper output)
{
    // Few accounts, amounts and days, so that nearly every book is full of doubt.
    private static readonly Gen<TransferSide> AnySide =
        from account in Gen.Choose(1, 4)
        from day in Gen.Choose(0, 40)
        from amount in Gen.Elements(-50m, -50.00m, -20m, 50m, 20m, 20.0m)
        from currency in Gen.Elements("EUR", "EUR", "EUR", "USD")
        from party in Gen.Elements("", "jane doe", "savings")
        from filed in Gen.Elements(true, false)
        from id in Gen.Choose(int.MinValue, int.MaxValue).ArrayOf(4)
        select new TransferSide(Id(id), new Guid(account, 0, 0, new byte[8]), new DateOnly(2026, 1, 1).AddDays(day), amount, currency, party, filed);

    private static readonly Gen<TransferSide[]> AnySides = AnySide.ArrayOf().Resize(40).Select(sides => sides.DistinctBy(side => side.Id).ToArray());

    [Fact]
    public void A_pair_is_two_sides_of_one_transfer_and_no_line_is_in_two()
    {
        var paired = 0;
        Prop.ForAll(AnySides.ToArbitrary(), sides =>
        {
            var found = TransferPairs.Find(sides);
            var byId = sides.ToDictionary(side => side.Id);
            paired += found.Values.Count(side => side.Other is not null);
            return found.All(one => one.Value.Other is not { } other
                || (found[other].Other == one.Key && AreSides(byId[one.Key], byId[other])));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
        output.WriteLine($"{paired} lines paired.");
        Assert.InRange(paired, 100, int.MaxValue);
    }

    [Fact]
    public void The_order_of_the_lines_does_not_matter() =>
        Prop.ForAll(AnySides.ToArbitrary(), sides =>
        {
            var found = TransferPairs.Find(sides);
            var again = TransferPairs.Find(sides.OrderBy(side => side.Party).ThenByDescending(side => side.Id));
            return found.Count == again.Count && found.All(one => again[one.Key] == one.Value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_further_line_changes_nothing_that_is_farther_away_than_twice_the_days() =>
        Prop.ForAll(AnySides.ToArbitrary(), AnySide.ToArbitrary(), (sides, further) =>
        {
            var (before, after) = (TransferPairs.Find(sides), TransferPairs.Find([.. sides, further]));
            return sides
                .Where(side => Distance(side, further) > 2 * TransferPairs.Days)
                .All(side => before.GetValueOrDefault(side.Id) == after.GetValueOrDefault(side.Id));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void What_lies_within_twice_the_days_of_a_line_is_known_from_four_times_the_days_around_it() =>
        Prop.ForAll(AnySides.ToArbitrary(), AnySide.ToArbitrary(), (sides, around) =>
        {
            var (all, part) = (TransferPairs.Find(sides), TransferPairs.Find(sides.Where(side => Distance(side, around) <= 4 * TransferPairs.Days)));
            return sides
                .Where(side => Distance(side, around) <= 2 * TransferPairs.Days)
                .All(side => all.GetValueOrDefault(side.Id) == part.GetValueOrDefault(side.Id));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static bool AreSides(TransferSide a, TransferSide b) =>
        a.Amount == -b.Amount && a.Currency == b.Currency && a.AccountId != b.AccountId && Distance(a, b) <= TransferPairs.Days
        && (a.IsFiled || b.IsFiled || (a.Party == b.Party && a.Party.Length > 0));

    private static int Distance(TransferSide a, TransferSide b) => Math.Abs(a.Date.DayNumber - b.Date.DayNumber);

    private static Guid Id(int[] parts) => new([.. parts.SelectMany(BitConverter.GetBytes)]);
}
