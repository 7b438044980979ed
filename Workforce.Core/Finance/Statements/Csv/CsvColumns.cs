using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>The role of each column of a table, and which column stands for a role where several could.</summary>
/// <param name="Roles">By column, null where the header cell is unknown.</param>
/// <param name="Names">The header cells as written, for messages; a number in brackets where there is no header.</param>
internal sealed record CsvColumns(ColumnRole?[] Roles, string[] Names, IReadOnlyCollection<string> Languages)
{
    public static readonly ColumnRole[] DateRoles = [ColumnRole.TransactionDate, ColumnRole.Date, ColumnRole.BookingDate, ColumnRole.ValueDate];
    private static readonly ColumnRole[] MoneyRoles = [ColumnRole.Amount, ColumnRole.Debit, ColumnRole.Credit];

    /// <summary>Date columns, the one that counts first.</summary>
    public int[] Dates { get; } = [.. DateRoles.SelectMany(role => Of(Roles, role))];

    /// <summary>The signed amount: a column that names the account's currency ("bedrag in EUR") before one that does not, -1 where there is none.</summary>
    public int Amount { get; } = First(Of(Roles, ColumnRole.Amount).OrderBy(column => Currencies.CodeWithin(Names[column]) is null));

    public int Debit { get; } = First(Of(Roles, ColumnRole.Debit));
    public int Credit { get; } = First(Of(Roles, ColumnRole.Credit));
    public int Direction { get; } = First(Of(Roles, ColumnRole.Direction));
    public int Balance { get; } = First(Of(Roles, ColumnRole.Balance));
    public int Currency { get; } = First(Of(Roles, ColumnRole.Currency));
    public int Status { get; } = First(Of(Roles, ColumnRole.Status));

    public bool HasDateAndMoney => Dates.Length > 0 && Roles.Any(role => role is { } known && MoneyRoles.Contains(known));

    public int Known => Roles.Count(role => role is not null);

    public int First(ColumnRole role) => First(Of(Roles, role));

    public IEnumerable<int> All(ColumnRole role) => Of(Roles, role);

    /// <summary>The currency that the header of the money columns names.</summary>
    public string? HeaderCurrency => new[] { Amount, Debit, Credit }.Where(column => column >= 0).Select(column => Currencies.CodeWithin(Names[column])).FirstOrDefault(code => code is not null);

    public string Name(int column) => column >= 0 && column < Names.Length && Names[column].Length > 0 ? Names[column] : $"column {column + 1}";

    public static CsvColumns FromHeader(CsvRow row)
    {
        var found = row.Cells.Select(ColumnVocabulary.Find).ToArray();
        // A name that several languages share ("Date", "Text") counts for each of them; the language with most names is the file's.
        var votes = found.SelectMany(name => name?.Languages ?? []).GroupBy(language => language).Select(group => (Language: group.Key, Count: group.Count())).ToList();
        var most = votes.Select(vote => vote.Count).DefaultIfEmpty().Max();
        return new CsvColumns(
            [.. found.Select(name => name?.Role)],
            [.. row.Cells.Select(Folded.Blanks)],
            [.. votes.Where(vote => vote.Count == most).Select(vote => vote.Language)]);
    }

    private static IEnumerable<int> Of(ColumnRole?[] roles, ColumnRole role) => Enumerable.Range(0, roles.Length).Where(column => roles[column] == role);

    private static int First(IEnumerable<int> columns) => columns.DefaultIfEmpty(-1).First();
}
