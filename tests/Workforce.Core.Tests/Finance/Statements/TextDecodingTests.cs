using System.Text;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Tests.Finance.Statements;

public sealed class TextDecodingTests
{
    private const string French = "Libellé;Café de la Gare;Prélèvement;12,00 €";
    private const string Czech = "Datum zaúčtování;Částka;Příjemce;Žluťoučký kůň";
    private const string Polish = "Data księgowania;Kwota;Łódź;opłata za prowadzenie";

    [Theory]
    [InlineData("utf-8", French)]
    [InlineData("utf-16", French)]
    [InlineData("utf-16BE", Czech)]
    [InlineData("windows-1252", French)]
    [InlineData("windows-1250", Czech)]
    [InlineData("windows-1250", Polish)]
    [InlineData("iso-8859-2", Polish)]
    [InlineData("ibm850", "Überweisung für Müller, Straße der Käufer")]
    public void Text_in_any_usual_encoding_comes_back_without_a_mark_or_a_declaration(string encoding, string text)
    {
        Assert.Equal(text, TextDecoding.Decode(Bytes(encoding, text)).Text);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_decides_and_is_not_part_of_the_text(string encoding)
    {
        byte[] marked = [.. Named(encoding).GetPreamble(), .. Bytes(encoding, French)];

        Assert.Equal(French, TextDecoding.Decode(marked).Text);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a>")]
    [InlineData("OFXHEADER:100\nENCODING:USASCII\nCHARSET:8859-2\n\n")]
    public void A_declared_encoding_is_used_where_the_bytes_are_no_unicode(string header)
    {
        // ø is the western reading of the byte, ř the one that is declared.
        var decoded = TextDecoding.Decode(Bytes("iso-8859-2", header + "Dvořák"));

        Assert.Equal(new DecodedText(header + "Dvořák", "iso-8859-2"), decoded);
    }

    [Theory]
    [InlineData("OFXHEADER:100\nCHARSET:8859-1\n\n")]
    [InlineData("OFXHEADER:100\nCHARSET:1252\n\n")]
    [InlineData("<?xml version='1.0' encoding='windows-1252'?>")]
    public void A_header_that_lies_about_utf8_is_not_believed(string header)
    {
        Assert.Equal(new DecodedText(header + French, "utf-8"), TextDecoding.Decode(Bytes("utf-8", header + French)));
    }

    [Fact]
    public void Declared_latin1_is_read_with_the_euro_sign_and_quotes_of_windows_1252()
    {
        var header = "<?xml version='1.0' encoding='ISO-8859-1'?>";

        Assert.Equal(header + "5 € “Café”", TextDecoding.Decode(Bytes("windows-1252", header + "5 € “Café”")).Text);
    }

    [Fact]
    public void Nul_padding_disappears()
    {
        Assert.Equal("Date;Amount", TextDecoding.Decode("Date;\0\0Amount\0\0\0\0"u8.ToArray()).Text);
    }

    [Fact]
    public void A_character_cut_off_at_the_end_is_dropped_and_the_rest_stays_utf8()
    {
        var cut = Bytes("utf-8", "Café Gare é")[..^1];

        Assert.Equal(new DecodedText("Café Gare ", "utf-8", Lossy: true), TextDecoding.Decode(cut));
    }

    [Fact]
    public void Nothing_decodes_to_nothing()
    {
        Assert.Equal(new DecodedText("", "utf-8"), TextDecoding.Decode(ReadOnlyMemory<byte>.Empty));
    }

    private static byte[] Bytes(string encoding, string text) => Named(encoding).GetBytes(text);

    private static Encoding Named(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
}
