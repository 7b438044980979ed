using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Transfers;

namespace Workforce.Core.Tests.Finance.Transfers;

public sealed class TransferPairsTests
{
    [Theory]
    [InlineData(-5, true)]
    [InlineData(-6, false)]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void The_other_side_comes_within_five_days(int later, bool expected)
    {
        var (paid, came) = (Side(1, 10, -500), Side(2, 10 + later, 500));
        Assert.Equal(expected, ArePaired(paid, came, TransferPairs.Find([paid, came])));
    }

    [Fact]
    public void Same_account_another_currency_or_another_amount_is_no_other_side()
    {
        var paid = Side(1, 10, -500);
        Assert.Empty(TransferPairs.Find([paid, Side(1, 10, 500), Side(2, 10, 500) with { Currency = "USD" }, Side(2, 10, 500.01m), Side(2, 40, -500)]));
    }

    [Theory]
    [InlineData(true, false, "", "", true)]
    [InlineData(false, true, "anna", "ben", true)]
    [InlineData(false, false, "jane doe", "jane doe", true)]
    // Equal amounts alone are a coincidence.
    [InlineData(false, false, "jane doe", "john doe", false)]
    [InlineData(false, false, "", "", false)]
    public void One_side_is_filed_as_a_transfer_or_both_name_the_same_party(bool outFiled, bool inFiled, string outParty, string inParty, bool expected)
    {
        var (paid, came) = (Side(1, 1, -40) with { IsFiled = outFiled, Party = outParty }, Side(2, 2, 40) with { IsFiled = inFiled, Party = inParty });
        Assert.Equal(expected, ArePaired(paid, came, TransferPairs.Find([paid, came])));
    }

    [Fact]
    public void The_nearest_is_taken_and_a_weekly_transfer_finds_each_of_its_sides()
    {
        var paid = Enumerable.Range(0, 20).Select(week => Side(1, week * 7, -100)).ToList();
        var came = Enumerable.Range(0, 20).Select(week => Side(2, week * 7 + 2, 100)).ToList();
        var found = TransferPairs.Find([.. paid, .. came]);
        Assert.All(paid.Zip(came), pair => Assert.True(ArePaired(pair.First, pair.Second, found)));
    }

    [Fact]
    public void Two_that_are_as_near_leave_a_doubt_and_stay_unpaired()
    {
        TransferSide[] sides = [Side(1, 10, -100), Side(2, 12, 100), Side(3, 8, 100)];
        Assert.Equivalent(sides.ToDictionary(side => side.Id, _ => OtherSide.Unclear), TransferPairs.Find(sides), strict: true);
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(2, 1, false)]
    [InlineData(1, 2, false)]
    public void Equal_transfers_of_one_day_are_paired_where_there_are_as_many_on_either_side(int outs, int ins, bool expected)
    {
        var paid = Enumerable.Range(0, outs).Select(_ => Side(1, 10, -100)).ToList();
        var came = Enumerable.Range(0, ins).Select(_ => Side(2, 11, 100)).ToList();
        var found = TransferPairs.Find([.. paid, .. came]);
        Assert.Equal(outs + ins, found.Count);
        Assert.All(found.Values, side => Assert.Equal(expected, side.Other is not null));
        Assert.Equal(expected ? outs + ins : 0, found.Values.Select(side => side.Other).OfType<Guid>().Distinct().Count());
    }

    [Theory]
    [InlineData(CategoryNames.Transfer, "user", true)]
    [InlineData(CategoryNames.CardPayment, "built_in_rule", true)]
    [InlineData(CategoryNames.Uncategorised, "none", true)]
    [InlineData(CategoryNames.IncomeOther, "model", true)]
    [InlineData(CategoryNames.Groceries, "offline", true)]
    // What somebody says it is, it is.
    [InlineData(CategoryNames.IncomeOther, "user", false)]
    [InlineData(CategoryNames.Uncategorised, "user", false)]
    [InlineData(CategoryNames.Salary, "built_in_rule", false)]
    [InlineData(CategoryNames.Rent, "model", false)]
    // The other side of cash is a purse.
    [InlineData(CategoryNames.CashDeposit, "built_in_rule", false)]
    public void What_is_filed_as_income_or_spending_is_no_side(string category, string source, bool expected) =>
        Assert.Equal(expected, TransferSide.MayBe(category, source));

    private static bool ArePaired(TransferSide a, TransferSide b, IReadOnlyDictionary<Guid, OtherSide> found) =>
        found.GetValueOrDefault(a.Id)?.Other == b.Id && found.GetValueOrDefault(b.Id)?.Other == a.Id;

    private static TransferSide Side(int account, int day, decimal amount) =>
        new(Guid.NewGuid(), new Guid(account, 0, 0, new byte[8]), new DateOnly(2026, 3, 1).AddDays(day), amount, "EUR", "", true);
}
