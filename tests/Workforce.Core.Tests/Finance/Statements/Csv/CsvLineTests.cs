using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Tests.Finance.Statements.Csv;

public sealed class CsvLineTests
{
    [Fact]
    public void Lines_without_date_and_amount_continue_the_description_above()
    {
        var file = CsvText.Parse("Date,Details,Amount\n2026-10-03,Card   purchase,-4.50\n,COFFEE BAR, \n,BERLIN,\n2026-10-04,Salary,10.00\n");

        Assert.Equal(["Card purchase COFFEE BAR BERLIN", "Salary"], file.Accounts[0].Transactions.Select(line => line.Description));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Opening_and_closing_balances_and_sums_are_no_transactions()
    {
        var file = CsvText.Parse("Date;Text;Amount\n2026-10-01;Opening balance;100.00\n2026-10-03;Coffee;-4.50\n2026-10-31;Turnover;-4.50\n2026-10-31;Closing balance as of 31 October 2026;95.50\n;Total;-4.50\n");

        Assert.Equal([-4.50m], file.Amounts());
        Assert.Equal(
            [new ParsedBalance(BalanceKind.Opening, new DateOnly(2026, 10, 1), 100m, null), new ParsedBalance(BalanceKind.Closing, new DateOnly(2026, 10, 31), 95.50m, null)],
            file.Accounts[0].Balances);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void A_purchase_from_a_shop_named_like_a_sum_is_a_transaction()
    {
        var file = CsvText.Parse("Date;Text;Amount\n2026-10-03;TOTAL;-60.00\n2026-10-04;Balance;-20.00\n2026-10-05;Final balance gym;-30.00\n");

        Assert.Equal([-60m, -20m, -30m], file.Amounts());
    }

    [Fact]
    public void Balances_that_do_not_add_up_are_warned_of()
    {
        var file = CsvText.Parse("Date;Text;Amount\n2026-10-01;Opening balance;100.00\n2026-10-03;Coffee;-4.50\n2026-10-31;Closing balance;90.00\n");

        Assert.Equal(["The balances of the file do not tie: 100.00 + -4.50 = 95.50, but the file states 90.00; lines may be missing."], file.Warnings());
    }

    [Fact]
    public void Pending_lines_are_marked_whether_by_date_status_or_section()
    {
        Assert.Equal(["pending -4.50", "2026-10-03 -1.00"], CsvText.Parse("Date,Text,Amount\nPending,Coffee,-4.50\n2026-10-03,Tea,-1.00\n").DatedAmounts());

        var byStatus = CsvText.Parse("Date,Text,Amount,State\n2026-10-03,Coffee,-4.50,PENDING\n2026-10-03,Tea,-1.00,COMPLETED\n");
        Assert.Equal([true, false], byStatus.Accounts[0].Transactions.Select(line => line.Pending));

        var bySection = CsvText.Parse("Date,Text,Amount\nPending Transactions\n2026-10-04,Coffee,-4.50\nPosted Transactions\n2026-10-03,Tea,-1.00\n");
        Assert.Equal([true, false], bySection.Accounts[0].Transactions.Select(line => line.Pending));
    }

    [Fact]
    public void Lines_that_were_declined_are_left_out_with_a_warning()
    {
        var file = CsvText.Parse("Date,Text,Amount,State\n2026-10-03,Coffee,-4.50,DECLINED\n2026-10-03,Tea,-1.00,COMPLETED\n");

        Assert.Equal([-1m], file.Amounts());
        Assert.Equal(["The line is marked \"DECLINED\" and was left out."], file.Warnings());
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_own_line_only()
    {
        var file = CsvText.Parse("Date,Text,Amount\n2026-10-03,\"Coffee,-4.50\n2026-10-04,Tea,-1.00\n2026-10-05,\"Pie, warm\",-3.00\n");

        Assert.Equal([-1m, -3m], file.Amounts());
        Assert.Equal(["2 : A quote is opened on this line and never closed."], file.Errors());
    }

    [Fact]
    public void A_line_with_a_cell_too_many_is_a_bad_line_because_its_amount_may_stand_elsewhere()
    {
        var file = CsvText.Parse("Date,Text,Amount\n2026-10-03,Pie, warm,-3.00\n2026-10-04,Tea,-1.00\n");

        Assert.Equal([-1m], file.Amounts());
        Assert.Equal(["2 : The line has 4 cells where the header has 3; a , within a text must stand in quotes."], file.Errors());
    }

    [Fact]
    public void Line_numbers_are_those_of_the_file_in_spite_of_preamble_blank_lines_and_texts_over_several_lines()
    {
        var file = CsvText.Parse("Export\n\nDate,Text,Amount\n\n2026-10-03,\"Coffee\nand cake\",-4.50\n2026-10-04,Tea,none\n");

        Assert.Equal((5, "Coffee and cake"), (file.Accounts[0].Transactions[0].Line, file.Accounts[0].Transactions[0].Description));
        Assert.Equal(["7 Amount: \"none\" is not an amount."], file.Errors());
    }

    [Fact]
    public void A_header_that_is_repeated_on_each_page_is_no_line()
    {
        var file = CsvText.Parse("Date,Text,Amount\n2026-10-03,Coffee,-4.50\nDate,Text,Amount\n2026-10-04,Tea,-1.00\n");

        Assert.Equal([-4.50m, -1m], file.Amounts());
        Assert.Empty(file.Problems);
    }
}
