using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Data;

namespace Workforce.Api.Finance;

/// <summary>What <c>GET /api/transactions</c> may be asked for.</summary>
internal sealed record TransactionQuery
{
    [FromQuery(Name = "account")] public Guid? Account { get; init; }

    [FromQuery(Name = "category")] public string? Category { get; init; }

    [FromQuery(Name = "statement")] public Guid? Statement { get; init; }

    [FromQuery(Name = "from")] public DateOnly? From { get; init; }

    [FromQuery(Name = "to")] public DateOnly? To { get; init; }

    [FromQuery(Name = "text")] public string? Text { get; init; }

    [FromQuery(Name = "currency")] public string? Currency { get; init; }

    [FromQuery(Name = "uncategorised")] public bool? Uncategorised { get; init; }

    [FromQuery(Name = "sort")] public string? Sort { get; init; }

    [FromQuery(Name = "skip")] public int? Skip { get; init; }

    [FromQuery(Name = "take")] public int? Take { get; init; }

    public const int MostAtOnce = 500;

    public static IReadOnlyList<string> Sorts { get; } = ["date", "-date", "amount", "-amount", "merchant", "-merchant", "category", "-category"];

    /// <summary>What is wrong with the wish, by field.</summary>
    public IEnumerable<(string Field, string Message)> Errors()
    {
        if (Sort is not null && !Sorts.Contains(Sort)) yield return ("sort", $"must be one of {string.Join(", ", Sorts)}");
        if (Skip < 0) yield return ("skip", "must not be negative");
        if (Take is < 1 or > MostAtOnce) yield return ("take", $"must be between 1 and {MostAtOnce}");
        if (From > To) yield return ("from", "must not be after 'to'");
        if (Category is not null && CategoryCatalogue.Find(Category) is null) yield return ("category", "is not in the catalogue; see GET /api/categories");
        if (Text is { Length: > 200 }) yield return ("text", "must have at most 200 characters");
    }

    public IQueryable<Transaction> Filter(WorkforceDbContext db)
    {
        var lines = db.Transactions.AsNoTracking();
        if (Account is { } account) lines = lines.Where(line => line.AccountId == account);
        if (Category is { } category) lines = lines.Where(line => line.Category == category);
        // Also the lines that an earlier statement brought: they are in this one, too.
        if (Statement is { } statement) lines = lines.Where(line => db.StatementLines.Any(link => link.StatementId == statement && link.TransactionId == line.Id));
        if (From is { } from) lines = lines.Where(line => line.Date >= from);
        if (To is { } to) lines = lines.Where(line => line.Date <= to);
        if (Currency is { } currency) lines = lines.Where(line => (line.Currency ?? "") == currency);
        if (Uncategorised is { } without) lines = lines.Where(line => (line.Category == CategoryNames.Uncategorised) == without);
        if (!string.IsNullOrWhiteSpace(Text))
        {
            var pattern = $"%{Text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            lines = lines.Where(line => EF.Functions.ILike(line.Description, pattern, "\\") || EF.Functions.ILike(line.Counterparty!, pattern, "\\") || EF.Functions.ILike(line.Merchant!, pattern, "\\"));
        }

        return lines;
    }

    /// <summary>Ends with the id, so that pages neither repeat nor miss a line.</summary>
    public IOrderedQueryable<Transaction> Order(IQueryable<Transaction> lines) => (Sort switch
    {
        "date" => lines.OrderBy(line => line.Date),
        "amount" => lines.OrderBy(line => line.Amount),
        "-amount" => lines.OrderByDescending(line => line.Amount),
        "merchant" => lines.OrderBy(line => line.Merchant ?? line.Description),
        "-merchant" => lines.OrderByDescending(line => line.Merchant ?? line.Description),
        "category" => lines.OrderBy(line => line.Category),
        "-category" => lines.OrderByDescending(line => line.Category),
        // A pending line without a date is the newest there is, which is where Postgres puts it.
        _ => lines.OrderByDescending(line => line.Date),
    }).ThenByDescending(line => line.Id);
}
