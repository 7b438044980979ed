using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.Tests.Finance.Statements.Csv;

public sealed class CsvSignTests
{
    [Theory]
    [InlineData("Date;Text;Amount\n2026-10-03;Coffee;-4.50\n2026-10-04;Salary;2000.00\n")]
    [InlineData("Date;Text;Debit;Credit\n2026-10-03;Coffee;4.50;\n2026-10-04;Salary;;2000.00\n")]
    [InlineData("Date;Text;Debit;Credit\n2026-10-03;Coffee;4.50;0.00\n2026-10-04;Salary;0.00;2000.00\n")]
    [InlineData("Date;Text;Debit;Credit\n2026-10-03;Coffee;-4.50;\n2026-10-04;Salary;;2000.00\n")]
    [InlineData("Date;Text;Withdrawal (-);Deposit (+)\n2026-10-03;Coffee;$4.50;\n2026-10-04;Salary;;$2000.00\n")]
    [InlineData("Date;Text;Amount;D/K\n2026-10-03;Coffee;4.50;D\n2026-10-04;Salary;2000.00;K\n")]
    [InlineData("Date;Text;Amount;Soll/Haben\n2026-10-03;Coffee;4.50;S\n2026-10-04;Salary;2000.00;H\n")]
    [InlineData("Datum;Naam;Bedrag;Af Bij\n2026-10-03;Coffee;4.50;Af\n2026-10-04;Salary;2000.00;Bij\n")]
    [InlineData("Dátum;Részletek;Összeg;Bevétel/Kiadás\n2026-10-03;Coffee;4.50;Kiadás\n2026-10-04;Salary;2000.00;Bevétel\n")]
    [InlineData("Date;Text;Amount;Bevétel/Kiadás\n2026-10-03;Coffee;-4.50;outflow\n2026-10-04;Salary;2000.00;inflow\n")]
    [InlineData("Details;Date;Description;Amount\nDEBIT;2026-10-03;Coffee;-4.50\nCREDIT;2026-10-04;Salary;2000.00\n")]
    [InlineData("Type;Date;Description;Amount\nDEBIT;2026-10-03;Coffee;4.50\nCREDIT;2026-10-04;Salary;2000.00\n")]
    [InlineData("Date;Text;Amount\n2026-10-03;Coffee;4.50 DR\n2026-10-04;Salary;2000.00 CR\n")]
    [InlineData("Date;Text;Amount;\n2026-10-03;Coffee;4.50;\n2026-10-04;Salary;2000.00;CR\n")]
    [InlineData("Date;Text;Amount\n2026-10-03;Coffee;4.50\n2026-10-04;PAYMENT RECEIVED - THANK YOU;-2000.00\n")]
    [InlineData("Date;Text;Amount;Debit;Credit\n2026-10-03;Coffee;4.50;4.50;\n2026-10-04;Salary;2000.00;;2000.00\n")]
    public void Money_out_is_negative_and_money_in_positive_however_the_file_says_so(string text)
    {
        var file = CsvText.Parse(text);

        Assert.Equal(["2026-10-03 -4.50", "2026-10-04 2000.00"], file.DatedAmounts());
        Assert.Empty(file.Errors());
    }

    [Fact]
    public void A_debit_that_is_taken_back_comes_in()
    {
        Assert.Equal([-4.50m, -6m, 4.50m], CsvText.Parse("Date;Text;Debit;Credit\n2026-10-03;Coffee;4.50;\n2026-10-04;Tea;6.00;\n2026-10-05;Coffee taken back;-4.50;\n").Amounts());
    }

    [Fact]
    public void A_line_with_both_money_out_and_money_in_is_a_bad_line()
    {
        var file = CsvText.Parse("Date;Text;Debit;Credit\n2026-10-03;Coffee;4.50;\n2026-10-04;Odd;1.00;2.00\n");

        Assert.Equal([-4.50m], file.Amounts());
        Assert.Equal(["3 Debit: Both money out and money in are filled."], file.Errors());
    }

    [Fact]
    public void Balances_beside_the_amounts_prove_that_unsigned_amounts_are_spending()
    {
        Assert.Equal([-10m, -5m, -1m], CsvText.Parse("Date;Text;Amount;Balance\n2026-10-03;A;10.00;90.00\n2026-10-04;B;5.00;85.00\n2026-10-05;C;1.00;84.00\n").Amounts());
        Assert.Equal([10m, 5m, 1m], CsvText.Parse("Date;Text;Amount;Balance\n2026-10-03;A;10.00;110.00\n2026-10-04;B;5.00;115.00\n2026-10-05;C;1.00;116.00\n").Amounts());
    }

    [Fact]
    public void Many_amounts_without_any_sign_are_refused_with_both_readings_and_a_hint_settles_them()
    {
        const string text = "Date;Text;Amount\n2026-10-03;A;10.00\n2026-10-04;B;5.00\n2026-10-05;C;1.00\n";

        var refused = Assert.Throws<UnreadableStatementException>(() => CsvText.Parse(text));

        Assert.Equal("Which way the money went is not clear in column Amount: all 3 amounts have no sign, so they are either all money in or all spending. 10.00 on line 2 is +10.00 or -10.00. Say whether spending is positive.", refused.Message);
        Assert.Equal("spending_is_positive", refused.Field);
        Assert.Equal([-10m, -5m, -1m], CsvText.Parse(text, new CsvHints(SpendingIsPositive: true)).Amounts());
        Assert.Equal([10m, 5m, 1m], CsvText.Parse(text, new CsvHints(SpendingIsPositive: false)).Amounts());
    }

    [Fact]
    public void A_single_amount_without_a_sign_is_read_as_money_in_with_a_warning()
    {
        var file = CsvText.Parse("Date;Text;Amount\n2026-10-03;A;10.00\n");

        Assert.Equal([10m], file.Amounts());
        Assert.Equal(["No amount has a sign, so they were read as money in; if they are spending, say that spending is positive."], file.Warnings());
    }

    [Fact]
    public void A_card_whose_lines_are_mostly_without_a_sign_is_refused()
    {
        Assert.Throws<UnreadableStatementException>(() => CsvText.Parse("Date;Text;Amount;Card number\n2026-10-03;A;10.00;1234\n2026-10-04;B;5.00;1234\n2026-10-05;C;-1.00;1234\n", fileName: "Mastercard.csv"));
    }
}
