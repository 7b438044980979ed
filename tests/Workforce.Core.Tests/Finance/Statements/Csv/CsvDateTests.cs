using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.Tests.Finance.Statements.Csv;

public sealed class CsvDateTests
{
    [Theory]
    [InlineData("2026-10-03", "2026-10-03")]
    [InlineData("2026.10.03.", "2026-10-03")]
    [InlineData("2026. 10. 03.", "2026-10-03")]
    [InlineData("2026/10/3", "2026-10-03")]
    [InlineData("20261003", "2026-10-03")]
    [InlineData("2026-10-03 23:59:59 +0000", "2026-10-03")]
    [InlineData("2026-10-03T23:59:59Z", "2026-10-03")]
    [InlineData("03-Oct-2026", "2026-10-03")]
    [InlineData("3 October 2026", "2026-10-03")]
    [InlineData("03 OCT 26", "2026-10-03")]
    [InlineData("Oct 3, 2026", "2026-10-03")]
    [InlineData("3. Oktober 2026", "2026-10-03")]
    [InlineData("3 août 2026", "2026-08-03")]
    [InlineData("23.10.2026", "2026-10-23")]
    [InlineData("23.10.26", "2026-10-23")]
    [InlineData("10/23/26", "2026-10-23")]
    public void A_date_that_can_be_read_one_way_is_read_that_way(string written, string expected)
    {
        Assert.Equal([$"{expected} -4.50"], CsvText.Parse($"Date;Text;Amount\n{written};Coffee;-4.50\n").DatedAmounts());
    }

    [Fact]
    public void One_day_beyond_twelve_decides_for_every_line()
    {
        var file = CsvText.Parse("Date,Text,Amount\n03/04/2026,Coffee,-4.50\n25/04/2026,Books,-12.00\n");

        Assert.Equal(["2026-04-03 -4.50", "2026-04-25 -12.00"], file.DatedAmounts());
    }

    [Fact]
    public void Dates_that_read_both_ways_are_refused_with_both_readings_and_what_to_say()
    {
        var refused = Assert.Throws<UnreadableStatementException>(() => CsvText.Parse("Date,Text,Amount\n03/04/2026,Coffee,-4.50\n"));

        Assert.Equal("The order of the dates is not clear: 03/04/2026 is 3 April 2026 (day first) or 4 March 2026 (month first), and nothing in the file settles it. Say which (date order dmy, mdy or ymd).", refused.Message);
        Assert.Equal((2, "date_order"), (refused.Line!.Value, refused.Field));
    }

    [Theory]
    [InlineData(DateOrder.DayFirst, "2026-04-03 -4.50")]
    [InlineData(DateOrder.MonthFirst, "2026-03-04 -4.50")]
    public void A_hint_settles_the_order(DateOrder order, string expected)
    {
        Assert.Equal([expected], CsvText.Parse("Date,Text,Amount\n03/04/2026,Coffee,-4.50\n", new CsvHints(DateOrder: order)).DatedAmounts());
    }

    [Fact]
    public void A_day_that_is_the_same_both_ways_needs_no_decision()
    {
        Assert.Equal(["2026-05-05 -4.50"], CsvText.Parse("Date,Text,Amount\n05/05/2026,Coffee,-4.50\n").DatedAmounts());
    }

    [Fact]
    public void A_statement_period_above_the_table_settles_the_order()
    {
        Assert.Equal(["2026-03-04 -4.50"], CsvText.Parse("Transactions from 03/01/2026 to 03/31/2026\n\nDate,Text,Amount\n03/04/2026,Coffee,-4.50\n").DatedAmounts());
    }

    [Fact]
    public void A_second_date_column_settles_the_order()
    {
        var file = CsvText.Parse("Transaction date,Posting date,Text,Amount\n03/12/2026,03/13/2026,Coffee,-4.50\n");

        Assert.Equal(["2026-03-12 -4.50"], file.DatedAmounts());
        Assert.Equal(new DateOnly(2026, 3, 13), file.Accounts[0].Transactions[0].OtherDate);
    }

    [Fact]
    public void Lines_in_order_of_date_under_one_reading_alone_settle_it()
    {
        var file = CsvText.Parse("Date,Text,Amount\n01/05/2026,A,-1\n02/03/2026,B,-1\n02/11/2026,C,-1\n03/01/2026,D,-1\n04/02/2026,E,-1\n");

        Assert.Equal(["2026-01-05 -1", "2026-02-03 -1", "2026-02-11 -1", "2026-03-01 -1", "2026-04-02 -1"], file.DatedAmounts());
    }

    [Theory]
    [InlineData("Datum;Omschrijving;Bedrag\n03/04/2026;Koffie;-4,50\n", "amounts have a decimal comma", "the column names are not English")]
    [InlineData("Date,Description,Amount,Currency\n03/04/2026,Coffee,-4.50,EUR\n", "amounts are in EUR", "")]
    public void The_place_a_file_comes_from_settles_the_order_with_a_warning(string text, string oneReason, string another)
    {
        var file = CsvText.Parse(text);

        Assert.Equal(["2026-04-03 -4.50"], file.DatedAmounts());
        var warning = Assert.Single(file.Warnings());
        Assert.True(warning.Contains(oneReason, StringComparison.Ordinal) || warning.Contains(another, StringComparison.Ordinal), warning);
    }

    [Fact]
    public void Two_signs_of_the_place_that_contradict_each_other_settle_nothing()
    {
        Assert.Throws<UnreadableStatementException>(() => CsvText.Parse("Date;Description;Amount;Currency\n03/04/2026;Coffee;-4,50;USD\n"));
    }

    [Fact]
    public void A_date_that_does_not_exist_is_reported_with_line_and_column_and_the_others_are_kept()
    {
        var file = CsvText.Parse("Date,Text,Amount\n28/02/2026,Coffee,-4.50\n30/02/2026,Books,-12.00\nsoon,Tea,-2.00\n");

        Assert.Equal(["2026-02-28 -4.50"], file.DatedAmounts());
        Assert.Equal(["3 Date: \"30/02/2026\" is no date with the day first, as the other lines have it.", "4 Date: \"soon\" is not a date."], file.Errors());
    }
}
