namespace Workforce.Core.Finance.Statements.Qif;

/// <summary>How the dates and amounts of one file are to be read.</summary>
internal sealed record QifConventions(QifDateOrder Order, char? DecimalMark);

/// <summary>Reads one record of a bank, cash, card, asset or liability section.</summary>
internal static class QifLine
{
    public static ParsedTransaction? Read(QifRecord record, string? account, QifConventions conventions, ProblemList problems)
    {
        if (record.CutOff)
        {
            problems.Error(record.Line, "^", "The file breaks off inside this record, so its values may be incomplete.");
            return null;
        }

        if (record.Unended) problems.Warning(record.Line, "^", "The file's last record has no end mark (^); something may be missing after it.");

        var date = QifDates.Read(record.Value('D'), conventions.Order);
        if (date is null) problems.Error(record.Line, "D", Unreadable(record, 'D', "a date", $"read {(conventions.Order is QifDateOrder.DayFirst ? "day" : "month")} first"));
        if (Amount(record, conventions, problems) is not { } amount || date is null) return null;

        var (payee, memo, category) = (record.Value('P'), record.Value('M'), record.Value('L'));
        var splits = QifSplits.Read(record, amount, conventions, problems);
        return new ParsedTransaction
        {
            Date = date,
            Amount = amount,
            Description = BankText.Join([payee, memo, .. record.Fields.Where(field => field.Code == 'A').Select(field => field.Value)]),
            Counterparty = BankText.OrNull(payee),
            CheckNumber = record.Value('N') is { } number && number.All(char.IsAsciiDigit) ? number : null,
            StatedCategory = category is "--Split--" ? null : BankText.OrNull(category),
            OpeningBalance = IsOpening(payee, category, account),
            Line = record.Line,
            Splits = splits,
        };
    }

    /// <summary>The opening record names its own account as if money came from there: <c>POpening Balance</c>, <c>L[Checking]</c>.</summary>
    public static bool IsOpening(string? payee, string? category, string? account) =>
        category is ['[', .. var named, ']']
        && (string.Equals(payee, "Opening Balance", StringComparison.OrdinalIgnoreCase) || (account is not null && named == account));

    /// <summary>U repeats T with room for larger amounts; where they differ, neither can be trusted.</summary>
    private static decimal? Amount(QifRecord record, QifConventions conventions, ProblemList problems)
    {
        var code = record.Value('T') is not null ? 'T' : 'U';
        var amount = QifAmounts.Read(record.Value(code), conventions.DecimalMark);
        if (amount is null)
        {
            problems.Error(record.Line, "T", Unreadable(record, code, "an amount", "read without guessing which sign is the decimal one"));
            return null;
        }

        if (code == 'T' && record.Value('U') is { } upper && QifAmounts.Read(upper, conventions.DecimalMark) is { } other && other != amount)
        {
            problems.Error(record.Line, "U", $"The record states two amounts: T {BankText.Quote(record.Value('T'))} and U {BankText.Quote(upper)}.");
            return null;
        }

        return amount;
    }

    private static string Unreadable(QifRecord record, char code, string what, string how)
    {
        var of = record.Value('P') is { } payee ? $"The record {BankText.Quote(payee)}" : "A record";
        return record.Value(code) is { } found ? $"{of} has {code} {BankText.Quote(found)}, which is not {what} ({how})." : $"{of} has no {code} line, so it lacks {what}.";
    }
}
