using System.Globalization;
using System.Text;

namespace Bench.Statements;

/// <summary>Statements as banks export them: a year of a household's lines, with what comes back every month among them.</summary>
internal static class Ofx
{
    private static readonly string[] Shops = ["REWE SAGT DANKE 4711", "SHELL 0815", "CAFE ROSA BERLIN", "AMZN Mktp DE*2K4", "DB VERTRIEB GMBH", "ROSSMANN 2231", "BACKEREI SCHMITT", "ZOO EINTRITT"];

    public static byte[] Write(string account, int lines)
    {
        var text = new StringBuilder($"""
            OFXHEADER:100
            DATA:OFXSGML
            VERSION:102
            SECURITY:NONE
            ENCODING:USASCII
            CHARSET:1252
            COMPRESSION:NONE
            OLDFILEUID:NONE
            NEWFILEUID:NONE

            <OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>EUR
            <BANKACCTFROM><BANKID>10020030<ACCTID>{account}<ACCTTYPE>CHECKING</BANKACCTFROM>
            <BANKTRANLIST><DTSTART>20250101<DTEND>20251231

            """);
        for (var line = 0; line < lines; line++)
        {
            var date = new DateOnly(2025, 1, 1).AddDays(line * 365 / lines);
            var (amount, name) = (line * 12 % lines) switch
            {
                < 12 => (-9.99m, "NETFLIX.COM"),
                < 24 => (2800m, "GEHALT ACME GMBH"),
                _ => (-((line * 37 % 9000) + 100) / 100m, Shops[line % Shops.Length]),
            };
            text.Append(CultureInfo.InvariantCulture, $"<STMTTRN><TRNTYPE>{(amount < 0 ? "DEBIT" : "CREDIT")}<DTPOSTED>{date:yyyyMMdd}<TRNAMT>{amount:0.00}<FITID>{account}-{line}<NAME>{name}</STMTTRN>\n");
        }

        text.Append("</BANKTRANLIST><LEDGERBAL><BALAMT>0.00<DTASOF>20251231</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
