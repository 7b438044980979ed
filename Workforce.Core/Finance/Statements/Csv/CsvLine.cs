using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>A row that is a transaction, its cells taken apart but not yet read: order of dates, decimal sign and direction are decided for the file.</summary>
internal sealed record CsvLine(CsvRow Row)
{
    public WrittenDate? Date { get; init; }
    public WrittenDate? OtherDate { get; init; }
    public bool Pending { get; init; }
    public WrittenAmount? Amount { get; init; }
    public WrittenAmount? Debit { get; init; }
    public WrittenAmount? Credit { get; init; }
    public WrittenAmount? Balance { get; init; }
    public DirectionMark Direction { get; init; }

    /// <summary>Text of the lines below that have neither date nor amount and go on with this one's description.</summary>
    public List<string> Continued { get; } = [];

    public IEnumerable<WrittenAmount> Amounts => new[] { Amount, Debit, Credit, Balance }.OfType<WrittenAmount>();
}

/// <summary>A line that states a balance instead of a transaction.</summary>
internal sealed record CsvBalanceLine(CsvRow Row, BalanceKind Kind, WrittenDate? Date, WrittenAmount Amount, DirectionMark Direction);

/// <summary>All rows of a table sorted by what they are.</summary>
internal sealed record CsvLines(IReadOnlyList<CsvLine> Lines, IReadOnlyList<CsvBalanceLine> Balances);
