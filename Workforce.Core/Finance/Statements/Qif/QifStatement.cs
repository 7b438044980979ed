namespace Workforce.Core.Finance.Statements.Qif;

/// <summary>Quicken Interchange Format: bank, card and cash lines are read, securities counted, lists of categories and the like passed over.</summary>
public static class QifStatement
{
    public static ParsedStatementFile Parse(DecodedText text)
    {
        var problems = new ProblemList();
        var records = QifRecords.Read(text.Text).ToList();
        var transactions = records.Where(record => QifSection.KindOf(record.Section) is QifSectionKind.Lines or QifSectionKind.Investments).ToList();
        var conventions = new QifConventions(
            QifDates.Detect(transactions.SelectMany(record => record.Fields.Where(field => field.Code == 'D').Take(1)), problems),
            QifAmounts.DecimalMark(transactions.SelectMany(record => record.Fields.Where(field => field.Code is 'T' or 'U' or '$').Select(field => field.Value))));

        var accounts = new QifAccounts();
        foreach (var record in records)
        {
            accounts.Add(record, conventions, problems);
        }

        return new(StatementFormat.Qif, accounts.ToList(), problems.ToList());
    }
}
