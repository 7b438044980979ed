using FsCheck;
using FsCheck.Fluent;
using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Receipts;
using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;
using Workforce.Core.Finance.Statements.Pdf;
using Workforce.Core.Tests.Finance.Statements.Csv;

namespace Workforce.Core.Tests.Finance.Statements.Pdf;

public sealed class PdfStatementTests
{
    private const string Checking = """
        Juniper Bank                                    Statement period: 01/10/2026 to 31/10/2026
        Account number: 1234567890

        Date         Description                 Withdrawals (EUR)   Deposits (EUR)      Balance (EUR)
        01/10/2026   Opening balance                                                        1,000.00
        03/10/2026   Card payment                          14.50                              985.50
                     BLUE DOOR CAFE BERLIN
        15/10/2026   Salary October                                       2,000.00          2,985.50
        31/10/2026   Closing balance                                                        2,985.50
        """;

    [Fact]
    public void A_statement_with_columns_for_money_out_and_in_gives_its_lines_and_balances()
    {
        var file = PdfSheet.Parse(Checking);

        Assert.Equal(StatementFormat.PdfText, file.Format);
        Assert.Empty(file.Problems);
        var account = Assert.Single(file.Accounts);
        Assert.Equal(("1234567890", "EUR"), (account.AccountId, account.Currency));
        Assert.Equal(
            [
                new ParsedTransaction { Date = new DateOnly(2026, 10, 3), Amount = -14.50m, Description = "Card payment BLUE DOOR CAFE BERLIN", Line = 1, Splits = account.Transactions[0].Splits },
                new ParsedTransaction { Date = new DateOnly(2026, 10, 15), Amount = 2000m, Description = "Salary October", Line = 1, Splits = account.Transactions[1].Splits },
            ],
            account.Transactions);
        Assert.Equal([new ParsedBalance(BalanceKind.Opening, new DateOnly(2026, 10, 1), 1000m, "EUR"), new ParsedBalance(BalanceKind.Closing, new DateOnly(2026, 10, 31), 2985.50m, "EUR")], account.Balances);
    }

    [Fact]
    public void A_column_named_amount_beside_deposits_and_withdrawals_is_the_running_balance()
    {
        var file = PdfSheet.Parse(Checking.Replace("Balance (EUR)", "Amount (EUR) ", StringComparison.Ordinal));

        Assert.Equal(["2026-10-03 -14.50", "2026-10-15 2000.00"], file.DatedAmounts());
    }

    [Fact]
    public void A_currency_on_a_second_line_of_the_header_is_found()
    {
        var file = PdfSheet.Parse("""
            Date         Description                  Paid out     Paid in         Balance
                                                         (EUR)       (EUR)           (EUR)
            13/10/2026   Card payment                    14.50                      985.50
            """);

        Assert.Equal(("EUR", -14.50m), (file.Accounts[0].Currency, file.Accounts[0].Transactions[0].Amount));
    }

    [Fact]
    public void Unsigned_amounts_get_their_sign_from_the_running_balance()
    {
        var file = PdfSheet.Parse("""
            Date         Description                           Amount            Balance
            01/10/2026   Opening balance                                        1,000.00
            13/10/2026   Card payment                           14.50             985.50
            15/10/2026   Salary October                      2,000.00           2,985.50
            """);

        Assert.Equal(["2026-10-13 -14.50", "2026-10-15 2000.00"], file.DatedAmounts());
    }

    [Fact]
    public void Columns_without_a_header_are_told_apart_by_the_running_balance()
    {
        var file = PdfSheet.Parse("""
            Opening balance                                                              1,000.00
            13/10/2026   Card payment                           14.50                      985.50
            15/10/2026   Salary October                                   2,000.00       2,985.50
            16/10/2026   Rent                                  800.00                    2,185.50
            """);

        Assert.Equal(["2026-10-13 -14.50", "2026-10-15 2000.00", "2026-10-16 -800.00"], file.DatedAmounts());
    }

    [Fact]
    public void A_card_counts_spending_without_a_sign_and_payments_in_brackets()
    {
        var file = PdfSheet.Parse("""
            Sunrise Credit Card   5488-2926-6730-9473           Statement date: 05 Jan 2027

            Transaction date   Description                         Amount (SGD)
                               Last month's balance                      412.16
            28/12              PAYMENT BY INTERNET                     (412.16)
            29/12              BREAKFAST BAR                              4.20
            03/01              MARKET                                    10.00
                               TOTAL AMOUNT DUE                          14.20
            """);

        Assert.Equal(["2026-12-28 412.16", "2026-12-29 -4.20", "2027-01-03 -10.00"], file.DatedAmounts());
        var account = file.Accounts[0];
        Assert.Equal(("5488-2926-6730-9473", AccountType.CreditCard, "SGD"), (account.AccountId, account.Type, account.Currency));
        Assert.Equal([-412.16m, -14.20m], account.Balances.Select(balance => balance.Amount));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Marks_behind_amounts_and_a_german_layout_are_read()
    {
        var file = PdfSheet.Parse("""
            Kontoauszug vom 31.10.2026    IBAN DE89 3704 0044 0532 0130 00

            Buchungstag  Wertstellung  Verwendungszweck                          Betrag EUR
                                       Alter Kontostand                         1.000,00 H
            03.10.       03.10.        Bäckerei Grün                               14,50 S
            15.10.       16.10.        Gehalt                                   2.000,00 H
                                       Neuer Kontostand                         2.985,50 H
            """);

        Assert.Equal(["2026-10-03 -14.50", "2026-10-15 2000.00"], file.DatedAmounts());
        Assert.Equal(("DE89370400440532013000", "EUR"), (file.Accounts[0].AccountId, file.Accounts[0].Currency));
        Assert.Equal(new DateOnly(2026, 10, 16), file.Accounts[0].Transactions[1].OtherDate);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Opening_and_closing_balance_prove_the_sign_where_nothing_else_does()
    {
        var file = PdfSheet.Parse("""
            Date         Description                           Amount
                         Opening balance                       100.00
            13/10/2026   Shop A                                 10.00
            14/10/2026   Shop B                                  5.00
                         Closing balance                        85.00
            """);

        Assert.Equal(["2026-10-13 -10.00", "2026-10-14 -5.00"], file.DatedAmounts());
    }

    [Fact]
    public void Amounts_without_any_proof_of_their_sign_are_refused_and_a_hint_settles_them()
    {
        const string sheet = """
            Date         Description                           Amount
            13/10/2026   Shop A                                 10.00
            14/10/2026   Shop B                                  5.00
            15/10/2026   Shop C                                  1.00
            """;

        Assert.Equal("spending_is_positive", Assert.Throws<UnreadableStatementException>(() => PdfSheet.Parse(sheet)).Field);
        Assert.Equal([-10m, -5m, -1m], PdfSheet.Parse(sheet, new CsvHints(SpendingIsPositive: true)).Amounts());
    }

    [Fact]
    public void Dates_that_read_both_ways_are_refused_and_a_hint_settles_them()
    {
        const string sheet = """
            Date         Description                           Amount
            03/04/2026   Shop A                                -10.00
            """;

        Assert.Equal("date_order", Assert.Throws<UnreadableStatementException>(() => PdfSheet.Parse(sheet)).Field);
        Assert.Equal(["2026-03-04 -10.00"], PdfSheet.Parse(sheet, new CsvHints(DateOrder: DateOrder.MonthFirst)).DatedAmounts());
    }

    [Fact]
    public void A_date_without_a_year_in_a_statement_without_one_is_a_bad_line()
    {
        var file = PdfSheet.Parse("""
            Date         Description                           Amount
            13 Oct       Shop A                                -10.00
            """);

        Assert.Empty(file.Amounts());
        Assert.Equal(["1 date: \"13 Oct Shop A -10.00\" was left out: it has no year and the statement names none."], file.Errors());
    }

    [Fact]
    public void A_line_whose_balance_does_not_follow_is_warned_of_with_its_page()
    {
        var file = PdfSheet.Parse(Checking.Replace("2,000.00 ", "2,060.00 ", StringComparison.Ordinal) + "\f" + """
            16/10/2026   Books                                 20.00                            2,965.50
            17/10/2026   Tea                                    5.50                            2,960.00
            """);

        Assert.Equal([-14.50m, 2060m, -20m, -5.50m], file.Amounts());
        Assert.Equal("\"15/10/2026 Salary October 2,060.00 2,985.50\" was read as 2060.00, and the balances beside the lines differ by 2000.00.", file.Warnings().Last(warning => warning.StartsWith('"')));
        Assert.Equal([1, 1, 2, 2], file.Accounts[0].Transactions.Select(line => line.Line));
    }

    [Fact]
    public void A_document_without_transaction_lines_is_empty_and_says_so()
    {
        var file = PdfSheet.Parse("Juniper Bank    Date: September 30, 2026\n\nBalance: $1,438.20");

        Assert.Empty(file.Accounts);
        Assert.Equal(["No transaction lines were found on 1 page: no line begins with a date, goes on in words and ends with an amount."], file.Warnings());
    }

    [Fact]
    public void Words_that_were_hard_to_recognise_are_warned_of()
    {
        var file = PdfStatement.Parse(PdfSheet.Of("Date        Description      Amount\n13/10/2026  Shop A           -10.00", confidence: 30), "scan.pdf");

        Assert.Equal(StatementFormat.PdfImage, file.Format);
        Assert.Equal(["The amount of \"13/10/2026 Shop A -10.00\" was hard to recognise."], file.Warnings());
    }

    [Fact]
    public void Words_of_a_page_that_hangs_askew_stay_on_their_lines()
    {
        // Five points down over the width of the page, half a line.
        var page = PdfSheet.Of(Checking).Pages[0];
        var askew = page with { Words = [.. page.Words.Select(word => word with { Top = word.Top + (word.Left / 120), Bottom = word.Bottom + (word.Left / 120) })] };

        Assert.Equal(["2026-10-03 -14.50", "2026-10-15 2000.00"], PdfStatement.Parse(new PdfText([askew], false), "scan.pdf").DatedAmounts());
    }

    [Fact]
    public void Any_words_in_any_places_are_read_or_refused()
    {
        var word =
            from text in Gen.Elements("13/10/2026", "03/04", "Oct", "12.00", "(12.00)", "1,234.56", "CR", "Opening balance", "Balance", "Amount", "Date", "Withdrawals", "Deposits", "Shop", "$", "-", "|", "TOTAL", "2026", "9", "")
            from left in Gen.Choose(0, 500)
            from top in Gen.Choose(0, 20)
            from width in Gen.Choose(0, 90)
            select new PdfWord(text, left, top * 12, left + width, (top * 12) + 10);
        Prop.ForAll(word.ListOf().ToArbitrary(), words =>
        {
            try
            {
                var text = new PdfText([new PdfPage(1, 600, 800, [.. words])], false);
                return PdfStatement.Parse(text, "statement.pdf").Accounts.Count <= 1 && ReceiptReader.Read([text]).Confidence.Total <= 1;
            }
            catch (UnreadableStatementException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }
}
