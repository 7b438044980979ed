using Workforce.Core.Finance.Ahead;
using Workforce.Core.Finance.Compliance;

namespace Workforce.Core.Tests.Finance.Ahead;

public sealed class TaxDatesTests
{
    [Theory]
    [InlineData("US", BusinessUse.Personal, "2026-04-01", "us.return:2026-04-15")]
    [InlineData("US", BusinessUse.Mixed, "2026-04-15", "us.estimated:2026-04-15 us.return:2026-04-15")]
    [InlineData("US", BusinessUse.Mixed, "2026-04-16", "")]
    [InlineData("US", BusinessUse.Mixed, "2026-12-31", "")]
    [InlineData("US", BusinessUse.Mixed, "2027-01-01", "us.estimated:2027-01-15")]
    [InlineData("US", BusinessUse.Personal, "2028-04-10", "us.return:2028-04-17")]
    [InlineData("GB", BusinessUse.Business, "2027-01-31", "uk.self_assessment:2027-01-31")]
    [InlineData("UK", BusinessUse.Business, "2026-07-20", "uk.payment_on_account:2026-07-31")]
    [InlineData("GB", BusinessUse.Personal, "2027-01-31", "")]
    [InlineData("DE", BusinessUse.Business, "2026-06-01", "de.advance_tax:2026-06-10")]
    [InlineData("DE", BusinessUse.Business, "2026-12-28", "de.vat_advance:2027-01-11")]
    [InlineData("FR", BusinessUse.Business, "2026-04-15", "")]
    [InlineData(null, BusinessUse.Business, "2026-04-15", "")]
    public void A_date_is_told_two_weeks_before_to_whom_it_concerns(string? country, BusinessUse use, string today, string told) =>
        Assert.Equal(
            told,
            string.Join(' ', TaxDates.Of(new TaxProfile(country, use, country == "DE", null), DateOnly.Parse(today)).Select(news => news.Key["tax_date:".Length..])));

    [Fact]
    public void It_says_by_which_law() =>
        Assert.Equal(
            new News(
                "tax_date:de.advance_tax:2026-06-10", "tax.date", "Advance payment of income tax: by 10 June 2026",
                "Due by 10 June 2026 under EStG, §37(1). A holiday or an extension may move it; whether it concerns you, your return or your adviser says.", "/findings"),
            Assert.Single(TaxDates.Of(new TaxProfile("DE", BusinessUse.Business, false, "EUR"), new(2026, 6, 1))));
}
