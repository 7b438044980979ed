using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Tests.Finance.Categories;

public sealed class MerchantsTests
{
    [Theory]
    // Known names, however a bank prints them.
    [InlineData("AMZN Mktp US*2K4", null, "Amazon")]
    [InlineData("AMAZON EU SARL 123-4567890 LUX", null, "Amazon")]
    [InlineData("POS10SEP DOMINO'S PIZ", null, "Domino's Pizza")]
    [InlineData("POS18SEP NETFLIX.COM", null, "Netflix")]
    [InlineData("PAYPAL *SPOTIFY 35314369001", null, "Spotify")]
    [InlineData("Spotify UK London GBR", null, "Spotify")]
    [InlineData("SAINSBURYS SACAT 0602 LADBROKE GROV GBR", null, "Sainsbury's")]
    [InlineData("DELIVEROO.CO.UK LONDON LND", null, "Deliveroo")]
    [InlineData("15/04/18 66-6666 UBER EATS AN2GO HELP.UBERh", null, "Uber Eats")]
    [InlineData("66-6666 MCDONALD'S (BSJ8) S 14/04/18", null, "McDonald's")]
    [InlineData("BEA NR:XXX1234 22.05.11/13.45 MYCOM DEN HAAG S-GRAVEN,PAS999", null, "Mycom")]
    [InlineData("GIRO 428428 KPN - DIGITENNE BETALINGSKENM. 0000000421886595314606715", null, "Digitenne")]
    [InlineData("2019-02-15T20.10 Debitk.4 2019-12 Aral Tankstelle Chemnitz Leipziger Straße 257//Chemnitz/DE", "ARAL AG", "Aral")]
    [InlineData("EFTPOS WDL HANDYWAY ALDI STORE GEELONG WEST VICAU", null, "Aldi")]
    [InlineData("PREAUTHORIZED DEBIT;B.C. HYDRO & POWER AUTHORITY;Electronic Funds Transfer", null, "BC Hydro")]
    [InlineData("E.D.F.", null, "EDF")]
    [InlineData("Toys'R'Us Cadeaux de Noël juniors", "Toys'R'Us", "Toys \"R\" Us")]
    // The payment firm as counterparty hides the merchant; the text still names it.
    [InlineData("PAYPAL *NETFLIX", "PayPal", "Netflix")]
    // Unknown names: prefixes, dates, terminals, places and legal forms go, accents stay.
    [InlineData("KARTENZAHLUNG Bäckerei Müller GmbH 12.03.2024 08:15 Uhr", null, "Bäckerei Müller")]
    [InlineData("SEPA-Lastschrift Hausverwaltung Krüger EREF+4711 MREF+A1", null, "Hausverwaltung Krüger")]
    [InlineData("EREF+123 SVWZ+Blumen Schmitt ABWA+Schmitt", null, "Blumen Schmitt")]
    [InlineData("/TRTP/SEPA OVERBOEKING/IBAN/NL00BANK0123456789/BIC/BANKNL2A/NAME/Bakkerij Jansen BV/REMI/Factuur 12", null, "Bakkerij Jansen")]
    [InlineData("PAIEMENT PAR CARTE LE PETIT JARDIN 12/03 PARIS", null, "Le Petit Jardin")]
    [InlineData("ACHAT CB SENZO ALIMENTATION 150324", null, "Senzo Alimentation")]
    [InlineData("COMPRA EN LIBRERIA CERVANTES MADRID", null, "Libreria Cervantes")]
    [InlineData("CARD PAYMENT TO THE OLD MILL,12.50 GBP", null, "The Old Mill")]
    [InlineData("SQ *BLUE BOTTLE OAKLAND CA", null, "Blue Bottle Oakland")]
    [InlineData("PURCHASE AUTHORIZED ON 01/02 CORNER BOOKS", null, "Corner Books")]
    [InlineData("Miete April", null, "Miete")]
    [InlineData("Loyer Avril", null, "Loyer")]
    [InlineData("Salary Payment 202412", "Employer Name", "Employer Name")]
    [InlineData("EMPLOYER INC DIRECT DEP PPD ID: 1111111111", null, "Employer Inc Direct Dep")]
    [InlineData("Café Rémy", null, "Café Rémy")]
    [InlineData("NOOKI DESIGN LONDON NW10 GBR", null, "Nooki Design")]
    [InlineData("ATM08SEP", null, "ATM")]
    [InlineData("M-Sparplan DAUERAUFTRAG", null, "M-Sparplan")]
    [InlineData("GIRO AUS ONLINE-SIC 80532 AUFTRAGGEBER: JANE DOE", null, "Jane Doe")]
    [InlineData("911 TRANSAKCJA COLLECT; OD: JAN NOWAK; TYT.: PRZELEW", null, "Jan Nowak")]
    [InlineData("Grüße aus München", null, "Grüße aus München")]
    [InlineData("UAB IMONE", null, "Imone")]
    [InlineData("Cash Retrait distributeur", "Cash", "Cash")]
    // Places that belong to the name stay.
    [InlineData("BANK OF LONDON", null, "Bank of London")]
    [InlineData("STADT KOELN", null, "Stadt Koeln")]
    [InlineData("RATP", "RATP", "RATP")]
    [InlineData("SNCF", null, "SNCF")]
    public void The_merchant_is_found_in_what_the_bank_prints(string description, string? counterparty, string expected) =>
        Assert.Equal(expected, Merchants.Normalise(description, counterparty).Name);

    [Fact]
    public void A_text_without_end_is_read_in_no_time()
    {
        foreach (var part in new[] { "a 1 ", "EREF+ ", "ab / cd", "12.12 ", "x", "7", " " })
        {
            var name = Merchants.Normalise(string.Concat(Enumerable.Repeat(part, 20_000)), null).Name;
            Assert.InRange(name.Length, 1, 60);
        }
    }

    [Fact]
    public void The_key_is_that_of_the_name_and_folds_case_accents_and_punctuation()
    {
        var merchant = Merchants.Normalise("KARTENZAHLUNG BÄCKEREI MÜLLER-LÜDENSCHEIDT 12.03.2024", null);
        Assert.Equal(new Merchant("Bäckerei Müller-Lüdenscheidt", "backerei muller ludenscheidt"), merchant);
        Assert.Equal(merchant.Key, Merchants.KeyOf(merchant.Name));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("   ", "  ")]
    [InlineData("-- ** //", null)]
    public void A_line_without_a_name_is_nobodys(string description, string? counterparty) =>
        Assert.Equal(Merchant.Nobody, Merchants.Normalise(description, counterparty));

    [Theory]
    [InlineData("12345678", "12345678")]
    [InlineData("SEPA DD", "SEPA DD")]
    public void Where_only_figures_or_the_kind_of_movement_are_printed_they_are_kept(string description, string expected) =>
        Assert.Equal(expected, Merchants.Normalise(description, null).Name);

    [Theory]
    [InlineData("cash", true)]
    [InlineData("sepa dd", true)]
    [InlineData("", true)]
    [InlineData("cash converters", false)]
    [InlineData("netflix", false)]
    public void Names_of_a_kind_of_movement_are_generic(string key, bool generic) => Assert.Equal(generic, Merchants.IsGeneric(key));
}
