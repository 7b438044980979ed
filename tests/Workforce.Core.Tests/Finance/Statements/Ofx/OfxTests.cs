using Workforce.Core.Finance.Statements;
using static Workforce.Core.Tests.Finance.Statements.Parsing;

namespace Workforce.Core.Tests.Finance.Statements.Ofx;

public sealed class OfxTests
{
    internal const string Header = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n";

    [Fact]
    public void A_line_of_sgml_without_end_tags_is_read_whole()
    {
        var file = Parse(Statement("<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20260302120000.000[-5:EST]<DTUSER>20260228<TRNAMT>-25.00<FITID>F1<CHECKNUM>0319<NAME>River  Roasters<MEMO>Coffee beans</STMTTRN>"));

        Assert.Equal(
            new ParsedTransaction
            {
                Date = Day("2026-03-02"),
                OtherDate = Day("2026-02-28"),
                Amount = -25.00m,
                Description = "River Roasters Coffee beans",
                Counterparty = "River Roasters",
                BankReference = "F1",
                CheckNumber = "0319",
                Line = 10,
            },
            Assert.Single(file.Lines()));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void The_account_carries_its_bank_type_currency_and_balances()
    {
        var account = Assert.Single(Parse(Statement("", "<LEDGERBAL><BALAMT>1,234.56<DTASOF>20260331</LEDGERBAL><AVAILBAL><BALAMT>-10,5<DTASOF>20260401</AVAILBAL>")).Accounts);

        Assert.Equal(("4711", "021000021", AccountType.Checking, "USD"), (account.AccountId, account.BankId, account.Type, account.Currency));
        Assert.Equal(
            [new(BalanceKind.Closing, Day("2026-03-31"), 1234.56m, null), new ParsedBalance(BalanceKind.Available, Day("2026-04-01"), -10.5m, null)],
            account.Balances);
    }

    [Theory]
    [InlineData("20260131")]
    [InlineData("20260131233000")]
    [InlineData("20260131233000.000[-5:EST]")]
    [InlineData("20260131003000[+13:NZDT]")]
    [InlineData("2026-01-31")]
    public void A_date_is_the_day_the_bank_wrote_whatever_the_zone(string written)
    {
        Assert.Equal(Day("2026-01-31"), Assert.Single(Parse(Statement(Line(date: written))).Lines()).Date);
    }

    [Theory]
    [InlineData("20260229")]
    [InlineData("20261301")]
    [InlineData("00000000")]
    [InlineData("202601")]
    [InlineData("20260131xyz")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void A_date_that_is_none_makes_the_line_unreadable_and_keeps_the_others(string written)
    {
        var file = Parse(Statement(Line(date: written, name: "Bad") + Line(amount: "-7.00")));

        Assert.Equal([-7.00m], file.Lines().Select(line => line.Amount));
        Assert.Equal((ProblemSeverity.Error, (int?)10, "DTPOSTED"), (file.OnlyProblem().Severity, file.OnlyProblem().Line, file.OnlyProblem().Field));
        Assert.Contains("\"Bad", file.OnlyProblem().Message);
        Assert.Equal(StatementOutcome.Partial, StatementOutcomes.Of(file));
    }

    [Theory]
    [InlineData("-1.5", -1.5)]
    [InlineData("+75.6000", 75.6)]
    [InlineData("-200,00", -200)]
    [InlineData("1.234,56", 1234.56)]
    [InlineData("1,234.56", 1234.56)]
    [InlineData("1,234,567", 1234567)]
    [InlineData(".5", 0.5)]
    [InlineData("1.234", 1.234)]
    public void An_amount_is_read_in_every_way_that_is_clear(string written, double amount)
    {
        Assert.Equal((decimal)amount, Assert.Single(Parse(Statement(Line(amount: written))).Lines()).Amount);
    }

    [Theory]
    [InlineData("$120")]
    [InlineData("1,234")]
    [InlineData("12..34")]
    [InlineData("1.2.3")]
    [InlineData("12 CR")]
    [InlineData("")]
    [InlineData("ten")]
    [InlineData("99999999999999999999999999999999")]
    public void An_amount_that_is_not_clear_is_reported_and_never_guessed(string written)
    {
        var file = Parse(Statement(Line(amount: written)));

        Assert.Empty(file.Lines());
        Assert.Equal((ProblemSeverity.Error, "TRNAMT"), (file.OnlyProblem().Severity, file.OnlyProblem().Field));
        Assert.Equal(StatementOutcome.Rejected, StatementOutcomes.Of(file));
    }

    [Fact]
    public void Lists_and_lines_that_are_never_closed_end_where_the_next_begins()
    {
        var open = Line().Replace("</STMTTRN>", "", StringComparison.Ordinal);
        var file = Parse(Statement(open + open.Replace("-10.00", "-11.00", StringComparison.Ordinal)).Replace("</BANKTRANLIST>", "<LEDGERBAL><BALAMT>5.00</LEDGERBAL>", StringComparison.Ordinal));

        Assert.Equal([-10.00m, -11.00m], file.Lines().Select(line => line.Amount));
        Assert.Equal([5.00m], file.Accounts[0].Balances.Select(balance => balance.Amount));
    }

    [Fact]
    public void An_empty_leaf_without_end_tag_does_not_swallow_the_next()
    {
        var line = Assert.Single(Parse(Statement("<STMTTRN><DTPOSTED>20260105<TRNAMT>-1<FITID>\n<CHECKNUM>\n<REFNUM>\n<NAME>Corner Shop\n<MEMO>\n</STMTTRN>")).Lines());

        Assert.Equal(("Corner Shop", null, null), (line.Description, line.BankReference, line.CheckNumber));
    }

    [Theory]
    [InlineData("AT&T 5", "AT&T 5")]
    [InlineData("Smith &amp; Sons", "Smith & Sons")]
    [InlineData("PAY &amp;lt;DEFT&amp;gt;", "PAY <DEFT>")]
    [InlineData("<![CDATA[Fish & <Chips>]]>", "Fish & <Chips>")]
    [InlineData("1 < 2", "1 < 2")]
    public void Names_come_back_as_people_wrote_them(string written, string read)
    {
        Assert.Equal(read, Assert.Single(Parse(Statement(Line(name: written))).Lines()).Description);
    }

    [Fact]
    public void A_reference_that_stands_twice_identifies_neither_line()
    {
        var file = Parse(Statement(Line(id: "A") + Line(id: "B") + Line(id: "A")));

        Assert.Equal([null, "B", null], file.Lines().Select(line => line.BankReference));
        Assert.Equal((ProblemSeverity.Warning, "FITID"), (file.OnlyProblem().Severity, file.OnlyProblem().Field));
    }

    [Fact]
    public void A_foreign_line_keeps_its_currency_and_a_converted_one_has_that_of_the_account()
    {
        var file = Parse(Statement(
            Line().Replace("</STMTTRN>", "<CURRENCY><CURRATE>1.1<CURSYM>EUR</CURRENCY></STMTTRN>", StringComparison.Ordinal)
            + Line().Replace("</STMTTRN>", "<ORIGCURRENCY><CURRATE>1.1<CURSYM>EUR</ORIGCURRENCY></STMTTRN>", StringComparison.Ordinal)));

        Assert.Equal(["EUR", null], file.Lines().Select(line => line.Currency));
    }

    [Fact]
    public void Statements_of_one_account_are_joined_and_others_stay_apart()
    {
        var one = Body(Line());
        var file = Parse(Header + "<OFX>" + one + Body(Line(), account: "4712", type: "SAVINGS") + one + "</OFX>");

        Assert.Equal([("4711", 2, 2, AccountType.Checking), ("4712", 1, 1, AccountType.Savings)], file.Accounts.Select(account => (account.AccountId!, account.Statements, account.Transactions.Count, account.Type)));
    }

    [Fact]
    public void Bank_lines_inside_an_investment_statement_are_read_and_trades_are_only_counted()
    {
        var file = Parse(Header + "<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><CURDEF>USD<INVACCTFROM><BROKERID>brk<ACCTID>9</INVACCTFROM><INVTRANLIST>"
            + "<BUYMF><INVBUY><INVTRAN><FITID>1<DTTRADE>20260101</INVTRAN><TOTAL>-50</INVBUY></BUYMF>"
            + "<INVBANKTRAN>" + Line(amount: "75.60") + "<SUBACCTFUND>CASH</INVBANKTRAN>"
            + "</INVTRANLIST></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1></OFX>");

        Assert.Equal((AccountType.Investment, 1), (file.Accounts[0].Type, file.Accounts[0].InvestmentLines));
        Assert.Equal([75.60m], file.Lines().Select(line => line.Amount));
    }

    [Fact]
    public void Pending_lines_are_marked()
    {
        var file = Parse(Statement("", "<BANKTRANLISTP><STMTTRNP><TRNTYPE>DEBIT<DTTRAN>20260303<TRNAMT>-3.50<NAME>Kiosk</STMTTRNP></BANKTRANLISTP>"));

        Assert.Equal((true, Day("2026-03-03"), -3.50m), (file.Lines()[0].Pending, file.Lines()[0].Date!.Value, file.Lines()[0].Amount));
    }

    [Fact]
    public void The_banks_own_error_message_reaches_the_user()
    {
        var refusal = Refusal("<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\" VERSION=\"211\"?>\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS>\n<CODE>15500</CODE><SEVERITY>ERROR</SEVERITY><MESSAGE>Signon invalid</MESSAGE></STATUS></SONRS></SIGNONMSGSRSV1></OFX>");

        Assert.Contains("Signon invalid (code 15500)", refusal.Message);
        Assert.Equal((2, "STATUS"), (refusal.Line, refusal.Field));
    }

    [Fact]
    public void An_error_for_one_of_several_accounts_is_a_warning_and_the_others_are_read()
    {
        var file = Parse(Header + "<OFX>" + Body(Line()) + "<BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>2003<SEVERITY>ERROR<MESSAGE>Account not found</STATUS></STMTTRNRS></BANKMSGSRSV1></OFX>");

        Assert.Equal([-10.00m], file.Lines().Select(line => line.Amount));
        Assert.Equal((ProblemSeverity.Warning, "STATUS"), (file.OnlyProblem().Severity, file.OnlyProblem().Field));
        Assert.Contains("Account not found (code 2003)", file.OnlyProblem().Message);
    }

    [Fact]
    public void Other_balances_are_kept_apart_and_an_unreadable_one_is_left_out_with_a_warning()
    {
        var file = Parse(Statement(Line(), "<LEDGERBAL><BALAMT>n/a<DTASOF>20260331</LEDGERBAL><BALLIST><BAL><NAME>Credit<BALTYPE>DOLLAR<VALUE>500.00</BAL><BAL><NAME>Rate<BALTYPE>PERCENT<VALUE>4.5</BAL></BALLIST>"));

        Assert.Equal([new ParsedBalance(BalanceKind.Other, null, 500.00m, null)], file.Accounts[0].Balances);
        Assert.Equal((ProblemSeverity.Warning, "BALAMT"), (file.OnlyProblem().Severity, file.OnlyProblem().Field));
    }

    [Fact]
    public void A_statement_without_an_account_is_known_again_by_its_bank()
    {
        var account = Assert.Single(Parse(Header + "<OFX><SIGNONMSGSRSV1><SONRS><FI><ORG>Alder<FID>17</FI></SONRS></SIGNONMSGSRSV1><CCSTMTRS>" + Line() + "</CCSTMTRS></OFX>").Accounts);

        Assert.Equal((null, "ofx:17:CCSTMTRS", AccountType.CreditCard), (account.AccountId, account.LayoutKey, account.Type));
    }

    [Fact]
    public void A_file_that_breaks_off_keeps_what_is_complete_and_reports_the_rest()
    {
        var whole = Statement(Line(id: "A") + Line(id: "B", amount: "-162.90"));
        var file = Parse(whole[..(whole.IndexOf("-162.90", StringComparison.Ordinal) + 2)]);

        Assert.Equal(["A"], file.Lines().Select(line => line.BankReference));
        Assert.Equal([ProblemSeverity.Warning, ProblemSeverity.Error], file.Problems.Select(problem => problem.Severity));
        Assert.Equal(StatementOutcome.Partial, StatementOutcomes.Of(file));
    }

    [Fact]
    public void Quicken_files_are_ofx_under_another_name()
    {
        Assert.Equal(StatementFormat.Qfx, Parse(Statement(Line()), "March.QFX").Format);
        Assert.Equal(StatementFormat.Ofx1, Parse(Statement(Line()), "March.csv").Format);
    }

    internal static string Statement(string lines, string balances = "") => Header + "<OFX>\n" + Body("\n" + lines, balances) + "</OFX>\n";

    internal static string Body(string lines, string balances = "", string account = "4711", string type = "CHECKING") =>
        $"<BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>021000021<ACCTID>{account}<ACCTTYPE>{type}</BANKACCTFROM><BANKTRANLIST>\n{lines}</BANKTRANLIST>{balances}</STMTRS></STMTTRNRS></BANKMSGSRSV1>";

    internal static string Line(string date = "20260105", string amount = "-10.00", string id = "", string name = "Shop") =>
        $"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{date}<TRNAMT>{amount}<FITID>{id}<NAME>{name}</STMTTRN>";
}
