using System.Globalization;
using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Workforce.Core.Finance.Statements;
using Workforce.Core.Tests.Finance.Statements.Ofx;

namespace Workforce.Core.Tests.Finance.Statements;

/// <summary>Whatever is written by a format's rules comes back the same.</summary>
public sealed class RoundTripTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,'";
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(200);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ofx_with_and_without_end_tags(bool closed)
    {
        string Leaf(string tag, string value) => $"<{tag}>{value}" + (closed ? $"</{tag}>" : "\n");
        Check(Letters + "äßé&<>/-()#", list => OfxTests.Statement(string.Concat(list.Select((booking, i) => "<STMTTRN>"
            + Leaf("DTPOSTED", $"{booking.Date:yyyyMMdd}120000[-5:EST]")
            + Leaf("TRNAMT", Number(booking.Amount))
            + Leaf("FITID", Booking.Reference(i))
            + Leaf("NAME", Escape(booking.Name))
            + Leaf("MEMO", Escape(booking.Purpose))
            + "</STMTTRN>\n"))));
    }

    [Fact]
    public void Qif()
    {
        Check(
            Letters + "äßé&<>/-()#^!",
            list => "!Type:Bank\r\n" + string.Concat(list.Select(booking => $"D{booking.Date.Month}/{booking.Date.Day,2}'{booking.Date.Year}\r\nT{booking.Amount.ToString("#,##0.00", CultureInfo.InvariantCulture)}\r\nP{booking.Name}\r\nM{booking.Purpose}\r\n^\r\n")),
            references: false);
    }

    [Fact]
    public void Mt940_wrapped_in_lines_of_65()
    {
        Check(Letters + "/()#", list => Mt940(list));
    }

    [Fact]
    public void Camt()
    {
        Check(Letters + "äßé&<>/-()#", list => new XElement(
            "Document",
            new XElement("BkToCstmrStmt", new XElement(
                "Stmt",
                new XElement("Acct", new XElement("Id", new XElement("IBAN", "DE02")), new XElement("Ccy", "EUR")),
                list.Select((booking, i) => new XElement(
                    "Ntry",
                    new XElement("Amt", new XAttribute("Ccy", "EUR"), Number(Math.Abs(booking.Amount))),
                    new XElement("CdtDbtInd", booking.Amount < 0 ? "DBIT" : "CRDT"),
                    new XElement("Sts", "BOOK"),
                    new XElement("BookgDt", new XElement("Dt", $"{booking.Date:yyyy-MM-dd}")),
                    new XElement("AcctSvcrRef", Booking.Reference(i)),
                    new XElement("NtryDtls", new XElement(
                        "TxDtls",
                        new XElement("RltdPties", new XElement(booking.Amount < 0 ? "Cdtr" : "Dbtr", new XElement("Nm", booking.Name))),
                        new XElement("RmtInf", new XElement("Ustrd", booking.Purpose))))))))).ToString());
    }

    private static void Check(string characters, Func<Booking[], string> write, bool references = true)
    {
        Prop.ForAll(Booking.Lists(characters), list =>
        {
            var file = Parsing.Parse(write(list));
            var expected = list.Select((booking, i) => ((DateOnly?)booking.Date, booking.Amount, (string?)booking.Name, references ? Booking.Reference(i) : null));

            Assert.Equal(expected, file.Accounts.SelectMany(account => account.Transactions).Select(Booking.Of));
            Assert.DoesNotContain(file.Problems, problem => problem.Severity is ProblemSeverity.Error);
            Assert.Equal(list.Length > 0 ? StatementOutcome.Ok : StatementOutcome.Empty, StatementOutcomes.Of(file));
        }).Check(Runs);
    }

    private static string Mt940(Booking[] list)
    {
        var text = new StringBuilder(":20:A\r\n:25:DE02\r\n:60F:C900101EUR0,\r\n");
        for (var i = 0; i < list.Length; i++)
        {
            var booking = list[i];
            text.Append(CultureInfo.InvariantCulture, $":61:{booking.Date:yyMMdd}{booking.Date:MMdd}{(booking.Amount < 0 ? "DR" : "C")}{Number(Math.Abs(booking.Amount)).Replace('.', ',')}NTRFNONREF//{Booking.Reference(i)}\r\n");
            var details = ":86:166?00TRANSFER" + SubFields(20, "SVWZ+" + booking.Purpose) + SubFields(32, booking.Name);
            foreach (var line in details.Chunk(65)) text.Append(line).Append("\r\n");
        }

        var sum = list.Sum(booking => booking.Amount);
        return text.Append(CultureInfo.InvariantCulture, $":62F:{(sum < 0 ? "D" : "C")}601231EUR{Number(Math.Abs(sum)).Replace('.', ',')}\r\n-\r\n").ToString();
    }

    private static string SubFields(int first, string text) => string.Concat(text.Chunk(27).Select((part, i) => $"?{first + i}{new string(part)}"));

    private static string Number(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
