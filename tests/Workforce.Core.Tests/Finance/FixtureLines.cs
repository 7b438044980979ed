using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Statements;
using Workforce.Testing;

namespace Workforce.Core.Tests.Finance;

/// <summary>Real statements as Tag hands them to Crystal.</summary>
internal static class FixtureLines
{
    /// <summary>The categorised lines of one fixture, null where this clone has no fixtures beside it.</summary>
    public static IReadOnlyList<LedgerLine>? Of(string path)
    {
        if (Fixtures.Root is null)
        {
            return null;
        }

        var file = Path.Combine(Fixtures.Root, path);
        var parsed = StatementFile.Parse(File.ReadAllBytes(file), Path.GetFileName(file));
        return [.. parsed.Accounts.SelectMany((account, at) => account.Transactions.Where(transaction => transaction.Date is not null).Select((transaction, line) => Categorised(account, at, transaction, line)))];
    }

    private static LedgerLine Categorised(ParsedAccount account, int at, ParsedTransaction transaction, int number)
    {
        var line = new LedgerLine(
            Id(1, number), Id(2, at), transaction.Date!.Value, transaction.Amount, transaction.Currency ?? account.Currency, transaction.Description,
            transaction.Counterparty, transaction.CheckNumber, transaction.StatedCategory, null, null, transaction.Pending, transaction.OpeningBalance, false);
        var decision = Categoriser.Decide(line, CategoryKnowledge.Empty);
        return line with { Category = decision.Category, Merchant = decision.Merchant.Name };
    }

    private static Guid Id(int kind, int number) => new(kind, 0, 0, BitConverter.GetBytes((long)number));
}
