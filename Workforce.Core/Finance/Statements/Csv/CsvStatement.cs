namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>
/// Reads the CSV exports of banks, of which no two are alike. Everything is found out from the whole file (delimiter,
/// header, order of dates, decimal sign, sign convention); what the file leaves open is reported and not guessed.
/// </summary>
public static class CsvStatement
{
    /// <exception cref="UnreadableStatementException">There is no table of transactions in it, or it can be read in two ways.</exception>
    public static ParsedStatementFile Parse(ReadOnlyMemory<byte> content, string fileName, CsvHints? hints = null) =>
        Parse(TextDecoding.Decode(content), fileName, hints);

    /// <exception cref="UnreadableStatementException">There is no table of transactions in it, or it can be read in two ways.</exception>
    public static ParsedStatementFile Parse(DecodedText decoded, string fileName, CsvHints? hints = null)
    {
        hints ??= CsvHints.None;
        var table = CsvTable.Find(decoded.Text);
        var cues = FileCues.Read(table, fileName);
        var problems = new ProblemList();
        var sorted = LineSorting.Sort(table, problems);
        if (decoded.Lossy) problems.Warning(null, null, $"Some bytes have no meaning in {decoded.EncodingName} and were replaced.");

        var currencies = new CsvCurrencies(table.Columns, cues, hints, sorted.Lines);
        currencies.Warn(problems);
        var conventions = CsvConventions.Decide(table, cues, sorted, currencies.Common, hints, problems);
        var transactions = CsvTransactions.Read(table, sorted.Lines, conventions, currencies, problems);
        var accounts = CsvAccounts.Group(table, cues, sorted.Balances, conventions, currencies, transactions, problems);
        if (transactions.Count == 0) problems.Warning(null, null, "The table holds no line that could be read as a transaction.");

        return new ParsedStatementFile(StatementFormat.Csv, accounts, [.. problems.ToList().OrderBy(problem => problem.Line ?? 0)]);
    }
}
