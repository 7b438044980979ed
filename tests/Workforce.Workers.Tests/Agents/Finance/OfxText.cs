using System.Globalization;
using System.Text;

namespace Workforce.Workers.Tests.Agents.Finance;

/// <summary>A statement of one account as a bank would export it.</summary>
internal static class OfxText
{
    public static byte[] Of(string account, params (string Date, decimal Amount, string Name)[] lines)
    {
        var text = new StringBuilder(
            $"""
            OFXHEADER:100
            DATA:OFXSGML
            VERSION:102

            <OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>USD
            <BANKACCTFROM><BANKID>990000017<ACCTID>{account}<ACCTTYPE>CHECKING</BANKACCTFROM>
            <BANKTRANLIST><DTSTART>20250101<DTEND>20261231

            """);
        for (var i = 0; i < lines.Length; i++)
        {
            var (date, amount, name) = lines[i];
            text.AppendLine(CultureInfo.InvariantCulture, $"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{date.Replace("-", "")}<TRNAMT>{amount}<FITID>{account}{i}<NAME>{name}</STMTTRN>");
        }

        return Encoding.ASCII.GetBytes(text.Append("</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>").ToString());
    }
}
