using Workforce.Core.Finance.Reading;
using static Workforce.Core.Tests.Finance.Statements.Parsing;

namespace Workforce.Core.Tests.Finance.Statements;

/// <summary>A currency that does not exist is never taken for another one, and a file that names one is refused whole.</summary>
public sealed class CurrencyCodeTests
{
    private const string Ofx = "OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\n<CURDEF>{0}\n<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>\n"
        + "<STMTTRN><DTPOSTED>20260105<TRNAMT>-5.00<FITID>1<NAME>SHOP\n<CURRENCY><CURRATE>1\n<CURSYM>{1}\n</CURRENCY></STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";

    private const string Camt = "<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>DE021</IBAN></Id>\n<Ccy>{0}</Ccy></Acct>\n"
        + "<Ntry><Amt Ccy=\"{1}\">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-05</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>";

    [Theory]
    [InlineData(Ofx, "EUX", "USD", 4, "CURDEF")]
    [InlineData(Ofx, "EUR", "US$", 8, "CURSYM")]
    [InlineData(Camt, "XXX", "EUR", 2, "Ccy")]
    [InlineData(Camt, "EUR", "EURO", 3, "Ccy")]
    [InlineData(":20:A\n:25:1/2\n:60F:C260101{0}1,00\n:61:260105D5,00NMSCNONREF\n:62F:C260105{1}-4,00\n", "ABC", "EUR", 3, ":60F:")]
    [InlineData("Date,Description,Amount,Currency\n2026-01-05,SHOP,-5.00,{1}\n2026-01-06,SHOP,-6.00,{0}\n", "QQQ", "EUR", 3, "the column \"Currency\"")]
    [InlineData("Account;Girokonto\nWährung;{0}\n\nDatum;Text;Betrag\n05.01.2026;SHOP;-5,00\n06.01.2026;SHOP;-6,00\n15.01.2026;SHOP;-7,00\n", "EUX", "EUR", 2, "the row \"Währung\"")]
    public void A_code_that_ISO_4217_does_not_know_is_refused_with_its_place(string format, string first, string second, int line, string field)
    {
        var unknown = Currencies.IsKnown(first) ? second : first;

        var refused = Refusal(string.Format(format, first, second));

        Assert.Equal((line, field), (refused.Line, refused.Field));
        Assert.Equal($"Line {line} names the currency \"{unknown}\" in {field}, which is no code of ISO 4217 such as EUR.", refused.Message);
    }

    [Theory]
    [InlineData(Ofx)]
    [InlineData(Camt)]
    public void Rare_and_withdrawn_codes_are_currencies(string format)
    {
        Assert.Equal("CHW", Assert.Single(Parse(string.Format(format, "CHW", "CHW")).Accounts).Currency);
        Assert.Equal("DEM", Assert.Single(Parse(string.Format(format, "DEM", "dem")).Accounts).Currency);
    }

    [Theory]
    [InlineData("GB", true)]
    [InlineData("SS", true)]
    [InlineData("UK", false)]
    [InlineData("EU", false)]
    [InlineData("ZZ", false)]
    public void Countries_are_those_of_ISO_3166(string code, bool known) => Assert.Equal(known, Countries.IsKnown(code));
}
