using Workforce.Core.Finance.Statements;
using static Workforce.Core.Tests.Finance.Statements.Parsing;

namespace Workforce.Core.Tests.Finance.Statements.Mt940;

public sealed class Mt940Tests
{
    [Fact]
    public void A_statement_with_structured_details_is_read_whole()
    {
        var file = Parse(Statement(
            ":61:2603020303D1250,50NTRFCUST-7//BANK-9\n:86:166?00UEBERWEISUNG?109310?20EREF+RE-2026-17?21SVWZ+Miete Maerz Atelier Li?22ndenhof?30BANKDEFF?31DE02?32Lindenhof Verwaltung GmbH &?33 Co. KG?34997",
            closing: "-250,50"));

        Assert.Equal(
            new ParsedTransaction
            {
                Date = Day("2026-03-02"),
                OtherDate = Day("2026-03-03"),
                Amount = -1250.50m,
                Description = "UEBERWEISUNG Lindenhof Verwaltung GmbH & Co. KG Miete Maerz Atelier Lindenhof EREF+RE-2026-17 CUST-7",
                Counterparty = "Lindenhof Verwaltung GmbH & Co. KG",
                BankReference = "BANK-9",
                Line = 5,
            },
            Assert.Single(file.Lines()));
        Assert.Equal(("DE02/4711", "DE02", "EUR", 1), (file.Accounts[0].AccountId!, file.Accounts[0].BankId!, file.Accounts[0].Currency!, file.Accounts[0].Statements));
        Assert.Equal([new(BalanceKind.Opening, Day("2026-03-01"), 1000.00m, "EUR"), new ParsedBalance(BalanceKind.Closing, Day("2026-03-31"), -250.50m, "EUR")], file.Accounts[0].Balances);
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("C9,", 9)]
    [InlineData("D11,8", -11.8)]
    [InlineData("CR300,", 300)]
    [InlineData("DR,5", -0.5)]
    [InlineData("RC204,88", -204.88)]
    [InlineData("RCR204,88", -204.88)]
    [InlineData("RD7,00", 7)]
    [InlineData("CM5000,00", 5000)]
    [InlineData("DF2402,00", -2402)]
    [InlineData("C1.234,56", 1234.56)]
    [InlineData("C12.50", 12.5)]
    public void Marks_funds_letters_and_amounts_give_the_sign_of_the_account_holder(string written, double amount)
    {
        Assert.Equal((decimal)amount, Assert.Single(Parse(Statement($":61:260302{written}NTRFNONREF")).Lines()).Amount);
    }

    [Theory]
    [InlineData(":61:260302C1.234NTRFNONREF")]
    [InlineData(":61:260302C12,34,5NTRFNONREF")]
    [InlineData(":61:260302X12,00NTRFNONREF")]
    [InlineData(":61:260302NTRFNONREF")]
    [InlineData(":61:260230C12,00NTRFNONREF")]
    [InlineData(":61:2602300231C12,00NTRFNONREF")]
    [InlineData(":61:")]
    public void A_line_that_cannot_be_read_is_an_error_and_the_others_are_kept(string line)
    {
        var file = Parse(Statement($"{line}\n:86:Text of the bad line\n:61:260303C1,00NTRFNONREF"));

        Assert.Equal([1.00m], file.Lines().Select(read => read.Amount));
        Assert.Contains(file.Problems, problem => problem is { Severity: ProblemSeverity.Error, Line: 5, Field: ":61:" });
        Assert.Equal(StatementOutcome.Partial, StatementOutcomes.Of(file));
    }

    [Theory]
    [InlineData("2512310102", "2025-12-31", "2026-01-02")]
    [InlineData("2601021231", "2026-01-02", "2025-12-31")]
    [InlineData("2602280301", "2026-02-28", "2026-03-01")]
    [InlineData("9912310103", "1999-12-31", "2000-01-03")]
    public void The_entry_date_is_in_the_year_nearest_to_the_value_date(string written, string value, string entry)
    {
        var line = Assert.Single(Parse(Statement($":61:{written}C1,NTRFNONREF")).Lines());

        Assert.Equal((Day(value), Day(entry)), (line.Date!.Value, line.OtherDate!.Value));
    }

    [Fact]
    public void A_value_date_that_does_not_exist_gives_way_to_the_entry_date_with_a_warning()
    {
        var file = Parse(Statement(":61:2602300302D6,00N024NONREF", closing: "994,00"));

        Assert.Equal(Day("2026-03-02"), Assert.Single(file.Lines()).Date);
        Assert.Equal((ProblemSeverity.Warning, (int?)5), (file.OnlyProblem().Severity, file.OnlyProblem().Line));
    }

    [Fact]
    public void Free_details_are_joined_where_the_bank_wrapped_them()
    {
        var wrapped = ":86:" + "GIRO AUS ONLINE-SIC 80701 AUFTRAGGEBER: XXXXXXXXX XXX XXXXXXXSTR";
        Assert.True(wrapped.Length >= 65);

        Assert.Equal("GIRO AUS ONLINE-SIC 80701 AUFTRAGGEBER: XXXXXXXXX XXX XXXXXXXSTRASSE 111 MITTEILUNG: SONNE",
            Assert.Single(Parse(Statement($":61:260302D1,NMSCNONREF\n{wrapped}\nASSE 111 MITTEILUNG:\nSONNE")).Lines()).Description);
    }

    [Theory]
    [InlineData("SVWZ+Rechnung 4711 Lindenho", "f", "Rechnung 4711 Lindenhof")]
    [InlineData("SVWZ+Rechnung 4711 Lindens", "West", "Rechnung 4711 Lindens West")]
    public void A_full_subfield_goes_on_in_the_next_and_a_shorter_one_ends_a_word(string first, string second, string read)
    {
        Assert.Equal(read, Assert.Single(Parse(Statement($":61:260302D1,NMSCNONREF\n:86:105?20{first}?21{second}")).Lines()).Description);
    }

    [Theory]
    [InlineData("/TRTP/SEPA OVERBOEKING/IBAN/NL02/BIC/ABNANL2A/NAME/J JANSEN/REMI/Huur mei/EREF/E17", "J JANSEN", "J JANSEN SEPA OVERBOEKING Huur mei EREF E17")]
    [InlineData("/CNTP/NL02/INGBNL2A/K DE VRIES/UTRECHT//REMI/USTD//Factuur 12/", "K DE VRIES", "K DE VRIES Factuur 12")]
    [InlineData("/BETALING zonder codewoorden", null, "/BETALING zonder codewoorden")]
    public void Codewords_of_dutch_banks_give_name_and_purpose(string details, string? counterparty, string description)
    {
        var line = Assert.Single(Parse(Statement($":61:260302D1,NTRFNONREF\n:86:{details}")).Lines());

        Assert.Equal((counterparty, description), (line.Counterparty, line.Description));
    }

    [Fact]
    public void Non_swift_lines_give_name_and_purpose()
    {
        var line = Assert.Single(Parse(Statement(":61:260302D1,S051\n:NS:01Rechnung 5\n02vom Mai\n15Muster\n16Handel AG\n17LASTSCHRIFT\n191000")).Lines());

        Assert.Equal(("Muster Handel AG", "Muster Handel AG Rechnung 5 vom Mai LASTSCHRIFT"), (line.Counterparty, line.Description));
    }

    [Fact]
    public void Details_after_the_closing_balance_are_not_those_of_the_last_line()
    {
        Assert.Equal("Coffee", Assert.Single(Parse(Statement(":61:260302D1,NMSCNONREF\n:86:Coffee", after: ":86:Thank you for banking with us")).Lines()).Description);
    }

    [Fact]
    public void Swift_blocks_pages_and_crlf_do_not_matter()
    {
        const string text = "\u0001{1:F01X}{2:I940X}{4:\r\n:20:A\r\n:25:123\r\n:28C:9/1\r\n:60F:C260101CHF0,\r\n\r\n:61:2601020102C79,7FMSC1//NONREF\r\n:62M:C260102CHF79,7\r\n-}\u0003\u0001{1:F01X}{4::20:B\r\n:25:123\r\n:28C:9/2\r\n:60M:C260102CHF79,7\r\n:61:2601030103D9,7FMSC2//NONREF\r\n:62F:C260103CHF70,\r\n-}{5:{MAC:0}}\u0003\r\n";

        var file = Parse(text);

        Assert.Equal([79.7m, -9.7m], file.Lines().Select(line => line.Amount));
        Assert.Equal((2, "CHF"), (file.Accounts[0].Statements, file.Accounts[0].Currency));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Balances_that_do_not_tie_are_a_warning_with_the_sums()
    {
        var problem = Parse(Statement(":61:260302D100,00NTRFNONREF", closing: "800,00")).OnlyProblem();

        Assert.Equal((ProblemSeverity.Warning, (int?)1), (problem.Severity, problem.Line));
        Assert.Contains("1000.00 + -100.00 = 900.00, but the file states 800.00", problem.Message);
    }

    [Fact]
    public void A_second_account_field_in_place_of_details_does_not_change_the_account()
    {
        var file = Parse(Statement(":61:260302C1,NTRFNONREF\n:25:166?00GUTSCHRIFT"));

        Assert.Equal("DE02/4711", Assert.Single(file.Accounts).AccountId);
        Assert.Equal(StatementOutcome.Partial, StatementOutcomes.Of(file));
    }

    [Fact]
    public void Accounts_without_a_new_reference_field_are_told_apart_after_a_closing_balance()
    {
        var file = Parse(Statement(":61:260302C1,NTRFNONREF", after: ":25:DE02/4712\n:60F:C260301EUR0,\n:61:260302C2,NTRFNONREF\n:62F:C260331EUR2,"));

        Assert.Equal([("DE02/4711", 1), ("DE02/4712", 1)], file.Accounts.Select(account => (account.AccountId!, account.Transactions.Count)));
    }

    [Fact]
    public void A_file_that_breaks_off_says_so_and_drops_the_half_line()
    {
        var whole = Statement(":61:260302C1,00NTRFNONREF\n:61:260303D162,90NTRFNONREF");
        var file = Parse(whole[..(whole.IndexOf("162,90", StringComparison.Ordinal) + 3)]);

        Assert.Equal([1.00m], file.Lines().Select(line => line.Amount));
        Assert.Equal([ProblemSeverity.Error, ProblemSeverity.Warning], file.Problems.Select(problem => problem.Severity));
    }

    internal static string Statement(string lines, string closing = "1000,00", string after = "")
    {
        var (mark, amount) = closing.StartsWith('-') ? ("D", closing[1..]) : ("C", closing);
        return $":20:START\n:25:DE02/4711\n:28C:1/1\n:60F:C260301EUR1000,00\n{lines}\n:62F:{mark}260331EUR{amount}\n{after}\n-\n";
    }
}
