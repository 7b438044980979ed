using Workforce.Core.Finance.Statements;
using static Workforce.Core.Tests.Finance.Statements.Parsing;

namespace Workforce.Core.Tests.Finance.Statements.Camt;

public sealed class CamtTests
{
    [Fact]
    public void An_entry_is_read_whole()
    {
        var file = Parse(Message(Entry(
            "100.10", "DBIT",
            rest: "<AcctSvcrRef>REF-1</AcctSvcrRef><NtryDtls><TxDtls><Refs><AcctSvcrRef>OTHER</AcctSvcrRef><ChqNb>77</ChqNb></Refs><RltdPties><Dbtr><Nm>Own Name</Nm></Dbtr><Cdtr><Pty><Nm>Lindenhof\n Verwaltung</Nm></Pty></Cdtr></RltdPties><RmtInf><Ustrd>Miete</Ustrd><Ustrd>März</Ustrd></RmtInf></TxDtls></NtryDtls><AddtlNtryInf>DAUERAUFTRAG</AddtlNtryInf>")));

        Assert.Equal(
            new ParsedTransaction
            {
                Date = Day("2026-03-02"),
                OtherDate = Day("2026-03-03"),
                Amount = -100.10m,
                Description = "Lindenhof Verwaltung Miete März DAUERAUFTRAG",
                Counterparty = "Lindenhof Verwaltung",
                BankReference = "REF-1",
                CheckNumber = "77",
                Line = 3,
            },
            Assert.Single(file.Lines()));
        Assert.Equal(("DE021", "BANKDEFF", "EUR", AccountType.Checking), (file.Accounts[0].AccountId, file.Accounts[0].BankId, file.Accounts[0].Currency, file.Accounts[0].Type));
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("camt.053.001.02", "BkToCstmrStmt", "Stmt", StatementFormat.Camt053)]
    [InlineData("camt.053.001.13", "BkToCstmrStmt", "Stmt", StatementFormat.Camt053)]
    [InlineData("camt.052.001.08", "BkToCstmrAcctRpt", "Rpt", StatementFormat.Camt052)]
    public void Every_version_is_read_by_local_names(string version, string message, string statement, StatementFormat format)
    {
        var file = Parse(Message(Entry("1.00", "CRDT")).Replace("BkToCstmrStmt", message, StringComparison.Ordinal).Replace("Stmt>", $"{statement}>", StringComparison.Ordinal).Replace("<Document>", $"<n:Document xmlns:n=\"x\" xmlns=\"urn:iso:std:iso:20022:tech:xsd:{version}\">", StringComparison.Ordinal).Replace("</Document>", "</n:Document>", StringComparison.Ordinal).Replace($"BkToCstmr{statement}>", $"{message}>", StringComparison.Ordinal));

        Assert.Equal((format, 1.00m), (file.Format, Assert.Single(file.Lines()).Amount));
    }

    [Theory]
    [InlineData("CRDT", "false", 5, "Dora Debtor")]
    [InlineData("DBIT", "false", -5, "Carl Creditor")]
    [InlineData("CRDT", "true", 5, "Carl Creditor")]
    [InlineData("DBIT", "true", -5, "Dora Debtor")]
    public void The_indicator_gives_the_sign_and_a_reversal_keeps_the_parties_of_what_it_takes_back(string indicator, string reversal, double amount, string counterparty)
    {
        var line = Assert.Single(Parse(Message(Entry("5", indicator, rest: $"<RvslInd>{reversal}</RvslInd><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Dora Debtor</Nm></Dbtr><Cdtr><Nm>Carl Creditor</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>"))).Lines());

        Assert.Equal(((decimal)amount, counterparty), (line.Amount, line.Counterparty));
    }

    [Theory]
    [InlineData("<Sts>BOOK</Sts>", false)]
    [InlineData("<Sts><Cd>BOOK</Cd></Sts>", false)]
    [InlineData("<Sts>PDNG</Sts>", true)]
    [InlineData("<Sts><Cd>PDNG</Cd></Sts>", true)]
    public void What_is_not_booked_is_pending(string status, bool pending)
    {
        Assert.Equal(pending, Assert.Single(Parse(Message(Entry("5", "CRDT").Replace("<Sts>BOOK</Sts>", status, StringComparison.Ordinal))).Lines()).Pending);
    }

    [Fact]
    public void A_batch_is_one_line_with_its_parts()
    {
        var line = Assert.Single(Parse(Message(Entry("30.00", "DBIT", rest: "<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>" + Detail("10.00", "Ann") + Detail("20.00", "Ben") + "</NtryDtls>"))).Lines());

        Assert.Equal(-30.00m, line.Amount);
        Assert.Equal([new ParsedSplit(-10.00m, null, "Ann"), new ParsedSplit(-20.00m, null, "Ben")], line.Splits);
    }

    [Fact]
    public void Parts_of_a_batch_that_do_not_add_up_are_left_out()
    {
        Assert.Empty(Assert.Single(Parse(Message(Entry("31.00", "DBIT", rest: "<NtryDtls>" + Detail("10.00", "Ann") + Detail("20.00", "Ben") + "</NtryDtls>"))).Lines()).Splits);
    }

    [Theory]
    [InlineData("<Amt Ccy=\"EUR\">5</Amt>", "<Amt Ccy=\"EUR\">12..34</Amt>", "Amt")]
    [InlineData("<Amt Ccy=\"EUR\">5</Amt>", "<Amt Ccy=\"EUR\">-5</Amt>", "Amt")]
    [InlineData("<Amt Ccy=\"EUR\">5</Amt>", "<Amt Ccy=\"EUR\">5,00</Amt>", "Amt")]
    [InlineData("<Amt Ccy=\"EUR\">5</Amt>", "", "Amt")]
    [InlineData("<CdtDbtInd>CRDT</CdtDbtInd>", "<CdtDbtInd>C</CdtDbtInd>", "CdtDbtInd")]
    [InlineData("2026-03-02", "2026-02-30", "BookgDt")]
    [InlineData("2026-03-02", "02.03.2026", "BookgDt")]
    public void An_entry_that_cannot_be_read_is_an_error_and_the_others_are_kept(string part, string broken, string field)
    {
        var file = Parse(Message(Entry("5", "CRDT").Replace(part, broken, StringComparison.Ordinal) + Entry("7", "CRDT")));

        Assert.Equal([7m], file.Lines().Select(line => line.Amount));
        Assert.Equal((ProblemSeverity.Error, (int?)3, field), (file.OnlyProblem().Severity, file.OnlyProblem().Line, file.OnlyProblem().Field));
    }

    [Fact]
    public void Without_a_booking_date_the_value_date_is_used_with_a_warning()
    {
        var file = Parse(Message(Entry("5", "CRDT").Replace("<BookgDt><Dt>2026-03-02</Dt></BookgDt>", "", StringComparison.Ordinal)));

        Assert.Equal(Day("2026-03-03"), Assert.Single(file.Lines()).Date);
        Assert.Equal(ProblemSeverity.Warning, file.OnlyProblem().Severity);
    }

    [Fact]
    public void Balances_are_read_and_must_tie()
    {
        var tied = Parse(Message(Balance("PRCD", "10.000", "DBIT") + Balance("CLBD", "1.150", "DBIT") + Balance("CLAV", "5", "CRDT") + Entry("8.850", "CRDT")));
        var untied = Parse(Message(Balance("OPBD", "10.000", "CRDT") + Balance("CLBD", "1.150", "CRDT") + Entry("8.850", "CRDT")));

        Assert.Equal(
            [new(BalanceKind.Opening, Day("2026-03-01"), -10.000m, "EUR"), new(BalanceKind.Closing, Day("2026-03-01"), -1.150m, "EUR"), new ParsedBalance(BalanceKind.Available, Day("2026-03-01"), 5m, "EUR")],
            tied.Accounts[0].Balances);
        Assert.Empty(tied.Problems);
        Assert.Contains("10.000 + 8.850 = 18.850, but the file states 1.150", untied.OnlyProblem().Message);
    }

    [Fact]
    public void Currencies_are_never_added_up()
    {
        var file = Parse(Message(Balance("OPBD", "10", "CRDT") + Balance("CLBD", "99", "CRDT") + Entry("5", "CRDT") + Entry("5", "CRDT").Replace("EUR", "USD", StringComparison.Ordinal)));

        Assert.Equal([null, "USD"], file.Lines().Select(line => line.Currency));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void A_message_without_a_statement_and_another_message_are_refused_by_name()
    {
        Assert.Equal("BkToCstmrStmt", Refusal("<Document><BkToCstmrStmt><GrpHdr/></BkToCstmrStmt></Document>").Field);
        Assert.Contains("camt.054", Refusal("<Document><BkToCstmrDbtCdtNtfctn><Ntfctn/></BkToCstmrDbtCdtNtfctn></Document>").Message);
        Assert.Contains("<invoice>", Refusal("<?xml version='1.0'?><invoice/>").Message);
    }

    [Fact]
    public void Broken_xml_is_refused_with_its_line()
    {
        var whole = Message(Entry("5", "CRDT"));

        Assert.Equal(3, Refusal("\n" + whole[..whole.IndexOf("<CdtDbtInd>", StringComparison.Ordinal)]).Line - 1);
    }

    internal static string Message(string content, string account = "DE021") =>
        $"<Document><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>{account}</IBAN></Id><Tp><Cd>CACC</Cd></Tp><Ccy>EUR</Ccy><Svcr><FinInstnId><BIC>BANKDEFF</BIC></FinInstnId></Svcr></Acct>\n\n{content}</Stmt></BkToCstmrStmt></Document>";

    internal static string Entry(string amount, string indicator, string rest = "") =>
        $"<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{indicator}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><DtTm>2026-03-03T00:30:00+02:00</DtTm></ValDt>{rest}</Ntry>";

    private static string Balance(string code, string amount, string indicator) =>
        $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{indicator}</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>";

    private static string Detail(string amount, string memo) =>
        $"<TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">{amount}</Amt></TxAmt></AmtDtls><RmtInf><Ustrd>{memo}</Ustrd></RmtInf></TxDtls>";
}
