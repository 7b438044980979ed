using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Finance;

/// <summary>One uploaded statement file and what came of it. Counts and sums are the file's; <see cref="Added"/> is what was new.</summary>
public sealed class Statement
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public Guid? UserId { get; init; }

    public required string FileName { get; init; }

    public required long Size { get; init; }

    public required byte[] Sha256 { get; init; }

    public StatementHints? Hints { get; init; }

    public required Guid CorrelationId { get; init; }

    public Stage Stage { get; set; } = Stage.Prime;

    public Progress Status { get; set; } = Progress.Uploaded;

    public StatementFormat? Format { get; set; }

    public string? Outcome { get; set; }

    public string? Error { get; set; }

    public int Accounts { get; set; }

    public int Transactions { get; set; }

    public int Added { get; set; }

    public Dictionary<string, decimal> Sums { get; set; } = [];

    public List<string> Currencies { get; set; } = [];

    public DateOnly? FirstDate { get; set; }

    public DateOnly? LastDate { get; set; }

    public List<StatementProblem> Problems { get; set; } = [];

    public int ReceiptsMatched { get; set; }

    public int Categorised { get; set; }

    public int Recurring { get; set; }

    public int Insights { get; set; }

    public int Findings { get; set; }

    public required DateTimeOffset UploadedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; set; }

    public enum Progress { Uploaded, Processing, Completed, Partial, Empty, Rejected }
}

/// <summary>The employees of the pipeline in their order.</summary>
public enum Stage { Prime, Byte, Tag, Crystal, Ledger, Notifications }

/// <summary>What the uploader says of a file whose dialect the file itself leaves open.</summary>
public sealed record StatementHints(string? DateOrder, string? DecimalSeparator, bool? SpendingIsPositive, string? Currency);

/// <summary>The bytes as uploaded, apart from the row that pages list.</summary>
public sealed class StatementContent
{
    public required Guid StatementId { get; init; }

    public required Guid TenantId { get; init; }

    public required byte[] Content { get; init; }
}

/// <summary>What one statement says of one account.</summary>
public sealed class StatementAccount
{
    public required Guid StatementId { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid TenantId { get; init; }

    public DateOnly? FirstDate { get; init; }

    public DateOnly? LastDate { get; init; }

    /// <summary>The last day of which it shows a booked line, else a line: tells which of two statements is the newer one.</summary>
    public DateOnly? AsOf { get; init; }

    public required int Transactions { get; init; }

    public List<ParsedBalance> Balances { get; init; } = [];
}

/// <summary>One line of one statement: several statements share it where they overlap.</summary>
public sealed class StatementLine
{
    public required Guid StatementId { get; init; }

    public required Guid TransactionId { get; init; }

    public required Guid TenantId { get; init; }

    /// <summary>The statement shows it as not booked yet, whatever the line is now.</summary>
    public bool Pending { get; init; }
}
