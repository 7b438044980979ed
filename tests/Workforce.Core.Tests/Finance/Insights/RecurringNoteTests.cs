using Workforce.Core.Finance.Insights;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Insights;

public sealed class RecurringNoteTests
{
    [Theory]
    // The last line says to which day the account is covered.
    [InlineData("9.99 9.99 9.99 9.99", "2026-05-14", null)]
    [InlineData("9.99 9.99 9.99 9.99", "2026-05-15", "late since 5 May 2026")]
    // Late comes before the price, and before the month that was left out.
    [InlineData("9.99 9.99 12.99 12.99", "2026-05-15", "late since 5 May 2026")]
    [InlineData("9.99 9.99 12.99 12.99", "2026-05-14", "9.99 EUR became 12.99 EUR on 5 March 2026")]
    [InlineData("9.99 9.99 - 9.99 9.99 9.99 9.99", "2026-08-01", "nothing came on 5 March 2026")]
    [InlineData("9.99 9.99 - 9.99 9.99 9.99 9.99", "2026-08-15", "late since 5 August 2026")]
    public void The_note_says_the_most_pressing(string months, string coveredTo, string? note)
    {
        var paid = months.Split(' ').Select((amount, at) => (amount, at)).Where(month => month.amount != "-")
            .Select(month => Line(new DateOnly(2026, 1, 5).AddMonths(month.at).ToString("O"), -decimal.Parse(month.amount), "Netflix"));
        var payment = RecurringPayments.Find([.. paid, Line(coveredTo, -1, "Kiosk")]).Single(found => found.Payee == "Netflix");
        Assert.Equal(note, RecurringNote.Of(payment));
    }
}
