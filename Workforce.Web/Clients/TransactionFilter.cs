using System.Globalization;

namespace Workforce.Web.Clients;

/// <summary>What the transactions page shows, the export writes and a chart links to. Its words are the same in the page's address and in the API's.</summary>
public sealed record TransactionFilter(
    string? Text = null,
    Guid? Account = null,
    string? Category = null,
    Guid? Statement = null,
    DateOnly? From = null,
    DateOnly? To = null,
    string? Currency = null,
    bool Uncategorised = false)
{
    public bool IsEmpty => this == new TransactionFilter();

    public int Count => (Text is null ? 0 : 1) + (Account is null ? 0 : 1) + (Category is null ? 0 : 1) + (Statement is null ? 0 : 1)
        + (From is null && To is null ? 0 : 1) + (Currency is null ? 0 : 1) + (Uncategorised ? 1 : 0);

    public string Path(string path, params ReadOnlySpan<(string Name, object? Value)> more) => Query.Of(path,
        [("text", Text), ("account", Account), ("category", Category), ("statement", Statement), ("from", From), ("to", To), ("currency", Currency), ("uncategorised", Uncategorised ? true : null), .. more]);

    /// <summary>Reads an address; a word that cannot be read is left out, as a filter that is not set.</summary>
    public static TransactionFilter Parse(Func<string, string?> word) => new(
        Text: Filled(word("text")),
        Account: Guid.TryParse(word("account"), out var account) ? account : null,
        Category: Filled(word("category")),
        Statement: Guid.TryParse(word("statement"), out var statement) ? statement : null,
        From: Date(word("from")),
        To: Date(word("to")),
        Currency: Filled(word("currency")),
        Uncategorised: word("uncategorised") == "true");

    private static string? Filled(string? word) => string.IsNullOrWhiteSpace(word) ? null : word.Trim();

    private static DateOnly? Date(string? word) => DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
