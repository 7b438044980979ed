using Workforce.Core.Finance.Statements;
using static Workforce.Core.Tests.Finance.Statements.Parsing;

namespace Workforce.Core.Tests.Finance.Statements.Qif;

public sealed class QifTests
{
    [Fact]
    public void A_record_with_splits_is_read_whole()
    {
        var file = Parse("!Type:Bank\nD3/31'2026\nU-1,250.00\nT-1,250.00\nN1042\nPHarbor Grocers\nMWeekly shop\nLFood:Groceries\nSFood:Groceries\nEfruit\n$-1,200.00\nS[Savings]\n$-50.00\n^\n");

        var line = Assert.Single(file.Lines());
        Assert.Equal([new ParsedSplit(-1200.00m, "Food:Groceries", "fruit"), new ParsedSplit(-50.00m, "[Savings]", null)], line.Splits);
        Assert.Equal(
            new ParsedTransaction
            {
                Date = Day("2026-03-31"),
                Amount = -1250.00m,
                Description = "Harbor Grocers Weekly shop",
                Counterparty = "Harbor Grocers",
                CheckNumber = "1042",
                StatedCategory = "Food:Groceries",
                Line = 2,
                Splits = line.Splits,
            },
            line);
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("1/ 1'00", "2000-01-01")]
    [InlineData("2/14'2020", "2020-02-14")]
    [InlineData("12/31/95", "1995-12-31")]
    [InlineData("31.12.95", "1995-12-31")]
    [InlineData("31/12/2026", "2026-12-31")]
    [InlineData("2026-12-31", "2026-12-31")]
    public void Dates_are_read_in_all_the_ways_programs_write_them(string written, string date)
    {
        Assert.Equal(Day(date), Assert.Single(Parse($"!Type:Bank\nD{written}\nT1.00\n^\n").Lines()).Date);
    }

    [Fact]
    public void One_date_that_can_be_read_one_way_only_decides_for_the_file()
    {
        var file = Parse("!Type:Bank\nD03/04/26\nT1.00\n^\nD25/04/26\nT1.00\n^\n");

        Assert.Equal([Day("2026-04-03"), Day("2026-04-25")], file.Lines().Select(line => line.Date!.Value));
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("03/04/26", "2026-03-04", "month first")]
    [InlineData("03.04.26", "2026-04-03", "day first")]
    public void Where_nothing_decides_the_order_is_named_in_a_warning(string written, string date, string said)
    {
        var file = Parse($"!Type:Bank\nD{written}\nT1.00\n^\n");

        Assert.Equal(Day(date), Assert.Single(file.Lines()).Date);
        Assert.Equal((ProblemSeverity.Warning, "D"), (file.OnlyProblem().Severity, file.OnlyProblem().Field));
        Assert.Contains(said, file.OnlyProblem().Message);
    }

    [Fact]
    public void A_file_that_mixes_orders_keeps_what_fits_the_more_frequent_one()
    {
        var file = Parse("!Type:Bank\nD1/25/26\nT1.00\n^\nD2/25/26\nT2.00\n^\nD25/3/26\nT3.00\n^\n");

        Assert.Equal([1.00m, 2.00m], file.Lines().Select(line => line.Amount));
        Assert.Equal([(ProblemSeverity.Warning, (int?)null), (ProblemSeverity.Error, 8)], file.Problems.Select(problem => (problem.Severity, problem.Line)));
    }

    [Theory]
    [InlineData("D1/1/26\nPNo amount\n", "T")]
    [InlineData("D1/1/26\nT12..34\n", "T")]
    [InlineData("D1/1/26\nT$12\n", "T")]
    [InlineData("D1/1/26\nT1,234\n", "T")]
    [InlineData("D1/1/26\nT5.00\nU6.00\n", "U")]
    [InlineData("T5.00\n", "D")]
    [InlineData("D2/30/26\nT5.00\n", "D")]
    [InlineData("D1/1/123\nT5.00\n", "D")]
    public void A_record_that_cannot_be_read_is_an_error_and_the_next_is_kept(string record, string field)
    {
        var file = Parse($"!Type:Bank\n{record}^\nD1/1/26\nT7\n^\n");

        Assert.Equal([7m], file.Lines().Select(line => line.Amount));
        Assert.Equal((ProblemSeverity.Error, (int?)2, field), (file.OnlyProblem().Severity, file.OnlyProblem().Line, file.OnlyProblem().Field));
    }

    [Theory]
    [InlineData("T1,234", "T5.50", 1234)]
    [InlineData("T1.234", "T5,50", 1234)]
    [InlineData("T1,234.5", "T5", 1234.5)]
    [InlineData("T1.234,5", "T5", 1234.5)]
    [InlineData("T1 234,50", "T5", 1234.5)]
    public void The_decimal_sign_is_that_of_the_whole_file(string amount, string other, double read)
    {
        Assert.Equal((decimal)read, Parse($"!Type:Bank\nD1/1/26\n{amount}\n^\nD1/1/26\n{other}\n^\n").Lines()[0].Amount);
    }

    [Fact]
    public void The_opening_balance_names_the_account_and_is_flagged()
    {
        var file = Parse("!Type:Bank\nD1/1/26\nT100.00\nPOpening Balance\nL[Everyday]\n^\nD1/2/26\nT-1.00\nPBaker\n^\n");

        var account = Assert.Single(file.Accounts);
        Assert.Equal(("Everyday", AccountType.Checking, null), (account.AccountId, account.Type, account.LayoutKey));
        Assert.Equal([new ParsedBalance(BalanceKind.Opening, Day("2026-01-01"), 100.00m, null)], account.Balances);
        Assert.Equal([true, false], account.Transactions.Select(line => line.OpeningBalance));
    }

    [Fact]
    public void Accounts_are_named_by_the_record_before_each_section_and_lists_name_none()
    {
        var file = Parse("""
            !Option:AutoSwitch
            !Account
            NEveryday
            TBank
            ^
            NVisa
            TCCard
            ^
            !Clear:AutoSwitch
            !Account
            NEveryday
            TBank
            ^
            !Type:Bank
            D1/1/26
            T-1.00
            ^
            !Account
            NVisa
            TCCard
            ^
            !Type:CCard
            D1/1/26
            T-2.00
            ^
            !Account
            NFunds
            TInvst
            ^
            !Type:Invst
            D1/1/26
            NBuy
            ^
            !Type:Cat
            NFood
            E
            ^
            """);

        Assert.Equal(
            [("Everyday", AccountType.Checking, 1, 0), ("Visa", AccountType.CreditCard, 1, 0), ("Funds", AccountType.Investment, 0, 1)],
            file.Accounts.Select(account => (account.AccountId!, account.Type, account.Transactions.Count, account.InvestmentLines)));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void A_list_of_accounts_right_before_a_section_does_not_name_it()
    {
        var file = Parse("!Account\nNEveryday\nTBank\n^\nNVisa\nTCCard\n^\n!Type:Bank\nD1/1/26\nT-1.00\n^\n");

        Assert.Equal((null, "qif:checking"), (file.Accounts[0].AccountId, file.Accounts[0].LayoutKey));
    }

    [Fact]
    public void Unknown_sections_are_named_once_and_left_out()
    {
        var file = Parse("!Type:Recipes\nD1/1/26\nT1\n^\nD1/1/26\nT1\n^\n");

        Assert.Empty(file.Accounts);
        Assert.Equal((ProblemSeverity.Warning, (int?)2), (file.OnlyProblem().Severity, file.OnlyProblem().Line));
    }

    [Fact]
    public void Parts_that_do_not_add_up_are_a_warning()
    {
        var file = Parse("!Type:Bank\nD1/1/26\nT-10.00\nSFood\n$-4.00\nSRent\n$-5.00\n^\n");

        Assert.Equal(2, file.Lines()[0].Splits.Count);
        Assert.Contains("-9.00", file.OnlyProblem().Message);
    }

    [Fact]
    public void The_last_record_counts_without_its_end_mark_unless_the_file_breaks_off_in_a_line()
    {
        const string text = "!Type:Bank\nD1/1/26\nT-10.00\n^\nD1/1/26\nT-162.90\n";

        Assert.Equal([-10.00m, -162.90m], Parse(text).Lines().Select(line => line.Amount));
        Assert.Equal(ProblemSeverity.Warning, Parse(text).OnlyProblem().Severity);
        Assert.Equal([-10.00m], Parse(text[..^4]).Lines().Select(line => line.Amount));
        Assert.Equal(ProblemSeverity.Error, Parse(text[..^4]).OnlyProblem().Severity);
    }
}
