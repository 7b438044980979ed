using Workforce.Core.Finance;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Tests.Finance;

public sealed class FingerprintTests
{
    private static ParsedTransaction Line(string text, decimal amount = -5m, string? reference = null, bool pending = false) => new()
    {
        Date = new DateOnly(2026, 3, 1),
        Amount = amount,
        Description = text,
        BankReference = reference,
        Pending = pending,
    };

    [Fact]
    public void Two_equal_coffees_on_one_day_are_two_lines() =>
        Assert.Equal([1, 2], Fingerprint.Of([Line("COFFEE"), Line("COFFEE")]).Select(line => line.Occurrence));

    [Fact]
    public void The_next_statement_tells_the_same_line_again_whatever_its_blanks_case_and_decimals() =>
        Assert.Equal(Fingerprint.Of([Line("Corner  Shop", -5.00m)]), Fingerprint.Of([Line("CORNER SHOP ", -5m)]));

    [Fact]
    public void The_bank_reference_outweighs_the_text() =>
        Assert.Equal(Fingerprint.Of([Line("card purchase", reference: "F1")]), Fingerprint.Of([Line("CARD PURCHASE 4711", reference: "F1")]));

    [Fact]
    public void A_cheque_is_the_same_in_every_format()
    {
        var ofx = Line("CHECK 0319", reference: "F1") with { CheckNumber = "0319", Currency = "USD" };
        var csv = Line("Cheque paid") with { CheckNumber = "319" };

        Assert.Equal(Fingerprint.Of([ofx]), Fingerprint.Of([csv]));
        Assert.NotEqual(Fingerprint.Of([ofx]), Fingerprint.Of([csv with { CheckNumber = "320" }]));
        Assert.NotEqual(Fingerprint.Of([ofx]), Fingerprint.Of([csv with { Date = new DateOnly(2026, 3, 2) }]));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("ATM")]
    [InlineData("1234567890123")]
    public void What_is_no_number_of_a_cheque_tells_nothing(string number) =>
        Assert.Equal(Fingerprint.Of([Line("SHOP", reference: "F1")]), Fingerprint.Of([Line("SHOP", reference: "F1") with { CheckNumber = number }]));

    [Fact]
    public void Another_reference_amount_or_state_is_another_line()
    {
        var one = Fingerprint.Of([Line("SHOP", reference: "F1")]);
        Assert.NotEqual(one, Fingerprint.Of([Line("SHOP", reference: "F2")]));
        Assert.NotEqual(one, Fingerprint.Of([Line("SHOP", -6m, "F1")]));
        Assert.NotEqual(one, Fingerprint.Of([Line("SHOP", reference: "F1", pending: true)]));
    }
}
