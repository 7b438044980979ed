using Workforce.Core.Finance.Ahead;
using Workforce.Core.Finance.Insights;

namespace Workforce.Core.Tests.Finance.Ahead;

public sealed class PaymentsAheadTests
{
    private static readonly Guid Account = Guid.Parse("11111111-0000-0000-0000-000000000000");
    private static readonly DateOnly Today = new(2026, 4, 20);

    [Theory]
    [InlineData("2026-04-19", false)]
    [InlineData("2026-04-20", true)]
    [InlineData("2026-05-04", true)]
    [InlineData("2026-05-05", false)]
    public void A_rare_payment_is_told_two_weeks_before(string next, bool told) =>
        Assert.Equal(told, PaymentsAhead.Of([Payment("Adobe", Cadence.Yearly, next, "2026-04-19")], Today).Count == 1);

    [Fact]
    public void A_renewal_says_what_when_and_from_where() =>
        Assert.Equal(
            [new News(
                $"renewal:{Account}:Adobe:2026-05", "payment.renewal", "Adobe: about 599.00 USD due on 1 May 2026",
                "Adobe takes 599.00 USD every year from Checking …1111; the last time was 1 May 2025.", "/recurring")],
            PaymentsAhead.Of([Payment("Adobe", Cadence.Yearly, "2026-05-01", "2026-04-19") with { Last = new(2025, 5, 1) }], Today));

    [Fact]
    public void What_is_taken_every_month_or_comes_in_is_no_renewal() =>
        Assert.Empty(PaymentsAhead.Of(
            [Payment("Netflix", Cadence.Monthly, "2026-04-25", "2026-04-19"), Payment("Dividend", Cadence.Quarterly, "2026-04-25", "2026-04-19") with { IsOut = false }], Today));

    [Theory]
    [InlineData("2026-04-10", true)]
    [InlineData("2026-04-11", false)]
    public void A_payment_that_no_statement_can_show_asks_for_one_when_its_days_of_grace_are_over(string next, bool told) =>
        Assert.Equal(told, PaymentsAhead.Of([Payment("Rent", Cadence.Monthly, next, "2026-04-01")], Today).Count == 1);

    [Theory]
    [InlineData("2026-01-10", true)]
    [InlineData("2026-01-09", false)]
    public void Nobody_waits_for_statements_of_long_ago(string coveredTo, bool told) =>
        Assert.Equal(told, PaymentsAhead.Of([Payment("Rent", Cadence.Monthly, "2026-02-01", coveredTo)], Today).Count == 1);

    [Fact]
    public void An_account_is_told_of_once_with_what_was_due() =>
        Assert.Equal(
            [new News(
                $"statement_due:{Account}:2026-03-05", "statement.due", "No statement of Checking …1111 since 5 March 2026",
                "Due since then: Gym on 15 March 2026, Netflix on 16 March 2026, Phone on 17 March 2026 and 1 more. A newer statement shows whether they were paid.", "/statements")],
            PaymentsAhead.Of(
                [
                    Payment("Rent", Cadence.Monthly, "2026-04-01", "2026-03-05"), Payment("Gym", Cadence.Monthly, "2026-03-15", "2026-03-05"),
                    Payment("Netflix", Cadence.Monthly, "2026-03-16", "2026-03-05"), Payment("Phone", Cadence.Monthly, "2026-03-17", "2026-03-05"),
                ],
                Today));

    private static ExpectedAgain Payment(string payee, Cadence cadence, string next, string coveredTo) => new(
        Account, "Checking …1111", payee, payee, cadence, true, -599m, "USD", new(2026, 1, 1), DateOnly.Parse(next), DateOnly.Parse(coveredTo));
}
