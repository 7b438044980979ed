using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.Tests.Finance.Statements.Csv;

public sealed class CsvPropertyTests(ITestOutputHelper output)
{
    private static readonly string[] Ambiguities = ["date_order", "decimal_separator", "spending_is_positive"];

    [Fact]
    public void A_file_in_any_dialect_gives_its_transactions_back_or_says_what_is_ambiguous()
    {
        int read = 0, refused = 0;
        Prop.ForAll(CsvDialect.Any.ToArbitrary(), dialect =>
        {
            try
            {
                var file = CsvStatement.Parse(dialect.Write(), "export.csv");
                read++;
                return SaysTheSame(dialect, file);
            }
            catch (UnreadableStatementException ambiguity)
            {
                refused++;
                return Ambiguities.Contains(ambiguity.Field);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

        output.WriteLine($"{read} files read, {refused} refused as ambiguous.");
        // How many are refused is the generator's luck, but most have something that decides.
        Assert.InRange(read, 151, 300);
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_in_bounded_time_and_nothing_else_happens()
    {
        var bytes = Gen.OneOf(
            Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(),
            Gen.Elements("Date,", "Amount;", "\n", "\"", "12/12/2026", "-1,5", "Debit\t", "Credit|", "é", "\r", " ", "sep=;", "\0", "Opening balance", ",").ListOf().Select(parts => System.Text.Encoding.UTF8.GetBytes(string.Concat(parts))));
        Prop.ForAll(bytes.ToArbitrary(), content => Survives(content)).Check(Config.QuickThrowOnFailure.WithMaxTest(600));
    }

    [Fact]
    public void A_file_with_a_piece_cut_out_is_read_or_refused()
    {
        var damaged =
            from dialect in CsvDialect.Any
            from at in Gen.Choose(0, 100_000)
            from length in Gen.Choose(1, 12)
            select (dialect, at, length);
        Prop.ForAll(damaged.ToArbitrary(), damage =>
        {
            var content = damage.dialect.Write();
            var at = damage.at % content.Length;
            return Survives([.. content[..at], .. content[Math.Min(content.Length, at + damage.length)..]]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void Twenty_thousand_lines_cost_no_more_than_their_number()
    {
        var text = "Date,Text,Amount\n" + string.Concat(Enumerable.Range(0, 20_000).Select(line => $"2026-10-{line % 28 + 1:00},Shop {line},-{line}.50\n"));
        var clock = Stopwatch.StartNew();

        var file = CsvText.Parse(text);

        output.WriteLine($"20,000 lines in {clock.ElapsedMilliseconds} ms.");
        Assert.Equal(20_000, file.Accounts[0].Transactions.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1));
    }

    private static bool SaysTheSame(CsvDialect dialect, ParsedStatementFile file)
    {
        var lines = file.Accounts.SelectMany(account => account.Transactions).ToList();
        // Where only the place of origin decided the order of dates, the file says so and the dates may be wrong; sums never are.
        var datesImplied = file.Problems.Any(problem => problem.Message.Contains("were read", StringComparison.Ordinal) && problem.Message.Contains("because", StringComparison.Ordinal));
        var literalIncome = file.Problems.Any(problem => problem.Message.StartsWith("No amount has a sign", StringComparison.Ordinal));
        return lines.Select(line => line.Amount).SequenceEqual(dialect.Lines.Select(line => line.Cents / 100m))
            && (datesImplied || lines.Select(line => line.Date).SequenceEqual(dialect.Lines.Select(line => (DateOnly?)line.Date)))
            && lines.Select(line => line.Description).SequenceEqual(dialect.Lines.Select(line => line.Text.Replace('\t', ' ')))
            && file.Accounts.All(account => account.Currency == dialect.Currency)
            && (!literalIncome || dialect.Lines.All(line => line.Cents > 0));
    }

    private static bool Survives(byte[] content)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            _ = CsvStatement.Parse(content, "upload.csv");
        }
        catch (UnreadableStatementException)
        {
            // Refusing is a fine answer.
        }

        return clock.Elapsed < TimeSpan.FromSeconds(30);
    }
}
