using Workforce.Core.Notifications;

namespace Workforce.Core.Tests.Notifications;

public sealed class PlainTests
{
    [Theory]
    [InlineData("a\r\nBcc: eve@evil.example", "a  Bcc: eve@evil.example")]
    [InlineData(" nul\0 tab\t line\u2028 ", "nul  tab  line")]
    public void A_line_is_one_line_that_anything_can_store(string text, string line) => Assert.Equal(line, Plain.Line(text, 100));

    [Fact]
    public void Half_of_a_pair_is_replaced() => Assert.Equal("half \ufffd of a pair", Plain.Line("half \ud83d of a pair", 100));

    [Fact]
    public void Text_keeps_its_lines() => Assert.Equal("one\ntwo\n\nthree end", Plain.Text("one\r\ntwo\r\rthree\u0007end\n", 100));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("abc😀f", 5, "abc…")]
    [InlineData("abc😀f", 6, "abc😀f")]
    public void What_is_too_long_is_cut_between_characters(string text, int longest, string cut) => Assert.Equal(cut, Plain.Cut(text, longest));
}
