namespace Workforce.Core.Finance.Statements;

/// <summary>Statements of one file that belong to the same account become one <see cref="ParsedAccount"/>.</summary>
internal static class AccountMerge
{
    public static IReadOnlyList<ParsedAccount> Merge(IEnumerable<ParsedAccount> statements, string referenceField, ProblemList problems)
    {
        var accounts = new List<List<ParsedAccount>>();
        var byCurrency = new Dictionary<(string?, string?, string?, string?), List<ParsedAccount>>();
        var byAccount = new Dictionary<(string?, string?, string?), List<ParsedAccount>>();
        foreach (var statement in statements)
        {
            var account = (statement.AccountId, statement.BankId, statement.LayoutKey);
            var key = (statement.AccountId, statement.BankId, statement.LayoutKey, statement.Currency);
            // A statement that names no currency belongs to the account's first one, and the reverse.
            var known = byCurrency.GetValueOrDefault(key)
                ?? byCurrency.GetValueOrDefault(key with { Currency = null })
                ?? (statement.Currency is null ? byAccount.GetValueOrDefault(account) : null);
            if (known is null) accounts.Add(known = []);

            known.Add(statement);
            byCurrency.TryAdd(key, known);
            byAccount.TryAdd(account, known);
        }

        return [.. accounts.Select(parts => DropRepeatedReferences(Join(parts), referenceField, problems))];
    }

    private static ParsedAccount Join(List<ParsedAccount> parts) => parts.Count == 1 ? parts[0] : parts[0] with
    {
        Type = parts.Select(part => part.Type).FirstOrDefault(type => type is not AccountType.Unknown),
        Currency = parts.Select(part => part.Currency).FirstOrDefault(currency => currency is not null),
        Transactions = [.. parts.SelectMany(part => part.Transactions)],
        Balances = [.. parts.SelectMany(part => part.Balances)],
        Statements = parts.Sum(part => part.Statements),
        InvestmentLines = parts.Sum(part => part.InvestmentLines),
    };

    /// <summary>A reference that stands on two lines identifies neither; kept, it would make one of two real payments look like a copy.</summary>
    private static ParsedAccount DropRepeatedReferences(ParsedAccount account, string field, ProblemList problems)
    {
        var repeated = account.Transactions
            .Where(line => line.BankReference is not null)
            .GroupBy(line => line.BankReference!, StringComparer.Ordinal)
            .Where(lines => lines.Skip(1).Any())
            .ToDictionary(lines => lines.Key, lines => lines.ToList(), StringComparer.Ordinal);
        if (repeated.Count == 0) return account;

        foreach (var (reference, lines) in repeated)
        {
            var where = string.Join(", ", lines.Take(5).Select(line => line.Line));
            problems.Warning(lines[1].Line, field, $"The bank's reference {BankText.Quote(reference)} stands on {lines.Count} lines ({where}), so it identifies none of them.");
        }

        return account with
        {
            Transactions =
            [
                .. account.Transactions.Select(line => line.BankReference is { } own && repeated.ContainsKey(own) ? line with { BankReference = null } : line),
            ],
        };
    }
}
