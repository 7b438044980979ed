using System.Globalization;
using System.Text;

namespace Bench.Statements;

/// <summary>Statements as banks export them: a year of a household's lines, with what comes back every month among them.</summary>
internal static class Ofx
{
    private static readonly string[] Shops = ["REWE SAGT DANKE 4711", "SHELL 0815", "CAFE ROSA BERLIN", "AMZN Mktp DE*2K4", "DB VERTRIEB GMBH", "ROSSMANN 2231", "BACKEREI SCHMITT", "ZOO EINTRITT"];

    /// <param name="account">Its number.</param>
    /// <param name="lines">Transactions.</param>
    /// <param name="first">Day of the first.</param>
    /// <param name="days">How many days they are spread over.</param>
    public static byte[] Write(string account, int lines, DateOnly first, int days)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
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
            <BANKTRANLIST><DTSTART>{first:yyyyMMdd}<DTEND>{first.AddDays(days - 1):yyyyMMdd}

            """);
        for (var line = 0; line < lines; line++)
        {
            var date = first.AddDays(line * days / lines);
            var (amount, name) = (line % Math.Max(lines * 30 / days, 5)) switch
            {
                0 => (-9.99m, "NETFLIX.COM"),
                1 => (2800m, "GEHALT ACME GMBH"),
                _ => (-((line * 37 % 9000) + 100) / 100m, Shops[line % Shops.Length]),
            };
            text.Append(CultureInfo.InvariantCulture, $"<STMTTRN><TRNTYPE>{(amount < 0 ? "DEBIT" : "CREDIT")}<DTPOSTED>{date:yyyyMMdd}<TRNAMT>{amount:0.00}<FITID>{account}-{first:yyyyMM}-{line}<NAME>{name}</STMTTRN>\n");
        }

        text.Append($"</BANKTRANLIST><LEDGERBAL><BALAMT>0.00<DTASOF>{first.AddDays(days - 1):yyyyMMdd}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
