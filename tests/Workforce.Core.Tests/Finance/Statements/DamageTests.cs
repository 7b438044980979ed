using FsCheck;
using FsCheck.Fluent;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Tests.Finance.Statements;

/// <summary>Downloads break off and disks rot: a damaged file is read or refused, and never says what the whole one did not.</summary>
public sealed class DamageTests
{
    public static TheoryData<string> Samples => [.. SampleFiles.Exchange];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_file_that_breaks_off_gives_the_first_of_its_lines_and_no_other(string name)
    {
        var whole = SampleFiles.Read(name);
        var lines = Lines(StatementFile.Parse(whole, name));
        Prop.ForAll(Gen.Choose(0, whole.Length - 1).ToArbitrary(), length =>
        {
            if (TryParse(whole[..length], name) is not { } file) return;

            var kept = Lines(file);
            Assert.Equal(lines.Take(kept.Count), kept);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(120));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_file_with_changed_bytes_is_read_or_refused(string name)
    {
        var whole = SampleFiles.Read(name);
        var changes = Gen.Zip(Gen.Choose(0, whole.Length - 1), Gen.OneOf(Gen.Choose(0, 255), Gen.Elements("<>:!^-{}&;?/,.'\n\r\0".Select(c => (int)c).ToArray()))).NonEmptyListOf();
        Prop.ForAll(changes.ToArbitrary(), list =>
        {
            var damaged = whole.ToArray();
            foreach (var (at, value) in list) damaged[at] = (byte)value;
            TryParse(damaged, name);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(80));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_file_with_pieces_missing_or_moved_is_read_or_refused(string name)
    {
        var whole = SampleFiles.Read(name);
        var pieces = Gen.Three(Gen.Choose(0, whole.Length - 1)).Select(cuts => new[] { cuts.Item1, cuts.Item2, cuts.Item3 }.Order().ToArray());
        Prop.ForAll(pieces.ToArbitrary(), cuts =>
        {
            TryParse([.. whole[..cuts[0]], .. whole[cuts[1]..]], name);
            TryParse([.. whole[cuts[0]..cuts[1]], .. whole[..cuts[2]]], name);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void Random_bytes_are_refused_or_read_as_nothing()
    {
        string[] starts = ["", "<OFX>", "OFXHEADER:100\n<OFX><STMTRS>", "!Type:Bank\n", ":20:A\n:25:B\n:60F:C260101EUR1,\n:61:", "<Document><BkToCstmrStmt><Stmt>"];
        var content = Gen.Zip(Gen.Elements(starts), Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf());
        Prop.ForAll(content.ToArbitrary(), pair => TryParse([.. System.Text.Encoding.ASCII.GetBytes(pair.Item1), .. pair.Item2], "file")).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    /// <summary>Null where the file is refused; any other exception fails the test.</summary>
    private static ParsedStatementFile? TryParse(byte[] content, string name)
    {
        try
        {
            return StatementFile.Parse(content, name);
        }
        catch (UnreadableStatementException refusal)
        {
            Assert.NotEmpty(refusal.Message);
            return null;
        }
    }

    private static List<(DateOnly?, decimal)> Lines(ParsedStatementFile file) =>
        [.. file.Accounts.SelectMany(account => account.Transactions).Select(line => (line.Date, line.Amount))];
}
