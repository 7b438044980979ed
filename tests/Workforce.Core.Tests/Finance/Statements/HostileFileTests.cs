using System.Diagnostics;
using System.Text;
using Workforce.Core.Finance.Statements;
using static Workforce.Core.Tests.Finance.Statements.Parsing;

namespace Workforce.Core.Tests.Finance.Statements;

/// <summary>Files made to hurt: each must end soon, in bounded memory, with a sentence for the person.</summary>
public sealed class HostileFileTests(ITestOutputHelper output)
{

    // Enough that a quadratic reading would take hours.
    private const int Repeats = 6 * 1024 * 1024;

    // Far above what they take, far below what an exponential or quadratic reading would.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private const long MemoryBound = 3L * 1024 * 1024 * 1024;

    public static TheoryData<string, string, string> Repeated => new()
    {
        { "", "<", "" },
        { "", "\n", "x" },
        { "", " ", "<x" },
        { "", "<!---->", "x" },
        { "", "<?x?>", "x" },
        { "", "<! >\n", "x" },
        { "<OFX>", "<", "" },
        { "<OFX>", "<?", "" },
        { "<OFX>", "<!--", "" },
        { "<OFX>", "<![CDATA[", "" },
        { "<OFX>", "<STMTTRN>", "</OFX>" },
        { "<OFX><STMTRS>", "<NAME>&amp;", "</OFX>" },
        { "<OFX><STMTRS><STMTTRN><NAME>", "a<![CDATA[b]]>", "</OFX>" },
        { "<OFX><STMTRS>", "<STMTTRN><TRNAMT>1<DTPOSTED>20260101</STMTTRN>", "</OFX>" },
        { ":20:A\n:25:1\n:60F:C260101EUR0,\n", ":61:2601010101C1,NTRF//X\n", "" },
        { ":20:A\n:25:1\n:60F:C260101EUR0,\n:61:260101C1,NTRF\n:86:", "x\n", "" },
        { ":20:A\n:25:1\n:60F:C260101EUR0,\n:61:260101C1,NTRF\n:86:", "?20SVWZ+", "" },
        { ":20:A\n:25:1\n:60F:C260101EUR0,\n", ":20:B\n", "" },
        { "!Type:Bank\n", "D1/1/26\nT1\n^\n", "" },
        { "!Type:Bank\nD1/1/26\nT1\n", "Sx\n$1\n", "^\n" },
        { "!Type:Bank\n", "x", "" },
        { "<Document><BkToCstmrStmt><Stmt>", "<Ntry/>", "</Stmt></BkToCstmrStmt></Document>" },
        { "<Document><BkToCstmrStmt><Stmt><Ntry><AddtlNtryInf>", "x ", "</AddtlNtryInf></Ntry></Stmt></BkToCstmrStmt></Document>" },
        { "<Document><BkToCstmrStmt>", "<a>", "" },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Megabytes_of_one_thing_end_soon(string before, string repeated, string after)
    {
        var text = new StringBuilder(before, Repeats + 1024);
        while (text.Length < Repeats) text.Append(repeated);

        Endures(Encoding.ASCII.GetBytes(text.Append(after).ToString()));
    }

    [Fact]
    public void Twenty_megabytes_of_noise_are_refused()
    {
        var noise = new byte[StatementLimits.Bytes];
        new Random(4711).NextBytes(noise);

        Assert.False(Endures(noise));
    }

    [Theory]
    [InlineData("<OFX>", "<A>")]
    [InlineData("<Document><BkToCstmrStmt><Stmt>", "<Ntry/>")]
    [InlineData("!Type:Bank\n", "D1/1/26\nT1\n^\n")]
    [InlineData(":20:A\n:25:1\n:60F:C260101EUR0,\n", ":20:B\n")]
    public void More_elements_or_lines_than_a_statement_may_have_are_refused(string before, string repeated)
    {
        var refusal = Refusal(before + string.Concat(Enumerable.Repeat(repeated, (StatementLimits.Bytes - before.Length) / repeated.Length)));

        Assert.Matches("has more than 1[05]00000 (tags|elements|lines)", refusal.Message);
    }

    [Theory]
    [InlineData("1;", "Line 1 has 20971520 characters")]
    [InlineData("Date,Amount\n", "has more than 1000000 lines")]
    public void A_table_with_endless_lines_or_without_end_is_refused(string repeated, string said)
    {
        Assert.Contains(said, Refusal(string.Concat(Enumerable.Repeat(repeated, StatementLimits.Bytes / repeated.Length))).Message);
    }

    [Fact]
    public void A_file_over_the_limit_is_refused_before_it_is_read()
    {
        Assert.Contains("The file has 20971521 bytes; at most 20971520 (20 MiB) can be read", Assert.Throws<UnreadableStatementException>(() => StatementFile.Parse(new byte[StatementLimits.Bytes + 1], "x.csv")).Message);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE OFX [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><OFX><STMTRS><STMTTRN><NAME>&b;</STMTTRN></STMTRS></OFX>")]
    [InlineData("<?xml version=\"1.0\"?>\n<!DOCTYPE Document [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><Document><BkToCstmrStmt><Stmt>&b;</Stmt></BkToCstmrStmt></Document>")]
    [InlineData("<?xml version=\"1.0\"?>\n<!DOCTYPE Document SYSTEM \"file:///etc/passwd\"><Document><BkToCstmrStmt/></Document>")]
    [InlineData("<?xml version=\"1.0\"?>\n<!DOCTYPE Document [<!ENTITY x SYSTEM \"http://127.0.0.1:1/\">]><Document><BkToCstmrStmt><Stmt>&x;</Stmt></BkToCstmrStmt></Document>")]
    public void A_document_type_of_its_own_is_refused_and_nothing_is_expanded_or_fetched(string text)
    {
        Assert.Contains("declares a document type of its own", Refusal(text).Message);
    }

    [Theory]
    [InlineData("<OFX>", "</OFX>")]
    [InlineData("<Document><BkToCstmrStmt>", "</BkToCstmrStmt></Document>")]
    public void Deep_nesting_is_refused_with_its_line(string before, string after)
    {
        var names = Enumerable.Range(0, 500).Select(i => $"A{i}").ToList();
        var text = before + string.Concat(names.Select(name => $"<{name}>\n")) + string.Concat(names.AsEnumerable().Reverse().Select(name => $"</{name}>")) + after;

        var refusal = Refusal(text);

        Assert.Contains("nested deeper", refusal.Message);
        Assert.InRange(refusal.Line!.Value, StatementLimits.Depth - 3, StatementLimits.Depth + 3);
    }

    [Fact]
    public void A_thousand_bad_lines_make_a_list_that_a_person_can_read()
    {
        var file = Parse("!Type:Bank\n" + string.Concat(Enumerable.Repeat("D1/1/26\nTx\n^\n", 1000)));

        Assert.Equal(StatementLimits.Problems + 1, file.Problems.Count);
        Assert.Equal(new StatementProblem(ProblemSeverity.Error, null, null, "800 further lines could not be read."), file.Problems[^1]);
    }

    /// <summary>Whether it was read; either way within the bounds.</summary>
    private bool Endures(byte[] content)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var refusal = Record.Exception(() => StatementFile.Parse(content, "statement"));
        var kept = GC.GetTotalMemory(forceFullCollection: false) - before;
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s, {kept / (1024 * 1024)} MB, {refusal?.Message ?? "read"}");

        Assert.True(watch.Elapsed < Bound, $"took {watch.Elapsed}");
        Assert.True(kept < MemoryBound, $"kept {kept} bytes");
        if (refusal is not null) Assert.IsType<UnreadableStatementException>(refusal);
        return refusal is null;
    }
}
