using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>Finds the columns of a file without a header line by what their cells hold, and only where that leaves one reading.</summary>
internal static class Headerless
{
    private const int Sample = 500;

    public static CsvTable? Find(string text, char[] delimiters)
    {
        foreach (var delimiter in delimiters)
        {
            var rows = CsvRow.ReadAll(text, delimiter, Sample).Where(row => !row.IsBlank).ToList();
            if (rows.Count == 0 || rows.Max(row => row.Width) < 3) continue;

            var dated = rows.Where(row => row.Cells.Any(cell => WrittenDate.Parse(cell)?.Third is not null)).ToList();
            // Lines without any date before or between may be a title or a sum; a file in which they are many is no statement.
            if (dated.Count < Math.Max(2, rows.Count / 2) || Roles(dated) is not { } roles) continue;

            var all = CsvRow.ReadAll(text, delimiter).Where(row => !row.IsBlank).ToList();
            return new CsvTable(delimiter, [], null, new CsvColumns(roles, [.. roles.Select((_, column) => $"(column {column + 1})")], []), all);
        }

        return null;
    }

    private static ColumnRole?[]? Roles(List<CsvRow> rows)
    {
        var width = rows.Max(row => row.Width);
        var columns = Enumerable.Range(0, width).Select(column => rows.Select(row => row.Cell(column)).ToList()).ToList();
        var dates = Where(columns, cells => Filled(cells) && cells.TrueForAll(cell => WrittenDate.Parse(cell)?.Third is not null));
        var money = Where(columns, IsMoney).Except(dates).ToList();
        if (dates.Count is 0 or > 2 || money.Count is 0 or > 2) return null;

        var roles = new ColumnRole?[width];
        roles[dates[0]] = ColumnRole.Date;
        if (dates.Count == 2) roles[dates[1]] = ColumnRole.BookingDate;
        for (var column = 0; column < width; column++)
        {
            if (!dates.Contains(column) && !money.Contains(column) && columns[column].Exists(cell => cell.Any(char.IsLetter))) roles[column] = ColumnRole.Description;
        }

        if (money.Count == 1)
        {
            roles[money[0]] = ColumnRole.Amount;
            return roles;
        }

        var balance = money.Where(column => IsRunningBalance(columns[column], columns[money.First(other => other != column)])).ToList();
        if (balance.Count != 1) return null;

        roles[balance[0]] = ColumnRole.Balance;
        roles[money.First(column => column != balance[0])] = ColumnRole.Amount;
        return roles;
    }

    private static List<int> Where(List<List<string>> columns, Predicate<List<string>> holds) => [.. Enumerable.Range(0, columns.Count).Where(column => holds(columns[column]))];

    private static bool Filled(List<string> cells) => cells.TrueForAll(cell => cell.Length > 0);

    /// <summary>All amounts, and some with cents or a minus: a column of whole numbers may be anything.</summary>
    private static bool IsMoney(List<string> cells) =>
        Filled(cells)
        && cells.TrueForAll(cell => WrittenAmount.Parse(cell) is { Proof: not DecimalProof.Broken })
        && cells.Exists(cell => WrittenAmount.Parse(cell) is { Proof: DecimalProof.Dot or DecimalProof.Comma } or { Negative: true });

    private static bool IsRunningBalance(List<string> balances, List<string> amounts)
    {
        if (balances.Count < 3) return false;

        return new[] { '.', ',' }.Any(sign =>
        {
            var balance = balances.Select(cell => WrittenAmount.Parse(cell)!.Value(sign)).ToList();
            var amount = amounts.Select(cell => WrittenAmount.Parse(cell)!.Value(sign)).ToList();
            if (balance.Contains(null) || amount.Contains(null)) return false;

            var pairs = Enumerable.Range(1, balance.Count - 1).ToList();
            return pairs.TrueForAll(at => balance[at] - balance[at - 1] == amount[at]) || pairs.TrueForAll(at => balance[at - 1] - balance[at] == amount[at - 1]);
        });
    }
}
