using Workforce.Contracts.Finance;
using Workforce.Web.Clients;

namespace Workforce.Web.Finance;

/// <summary>The categories and accounts, asked for once per visit: every page names them.</summary>
internal sealed class CategoryBook(FinanceClient finance)
{
    public const string None = "uncategorised";

    private IReadOnlyList<CategoryRow>? categories;

    public async Task<IReadOnlyList<CategoryRow>> AllAsync(CancellationToken cancellationToken) =>
        categories ??= await finance.CategoriesAsync(cancellationToken);

    public string Name(string category) =>
        category == None ? "No category" : categories?.FirstOrDefault(row => row.Name == category)?.DisplayName ?? Ui.Words.Capital(category);

    /// <summary>One of twelve colours, the same for a group of categories on every page.</summary>
    public int Colour(string category)
    {
        if (category == None || categories?.FirstOrDefault(row => row.Name == category) is not { } found)
            return 0;
        var groups = categories.Select(row => row.Group).Distinct().ToList();
        return 1 + (groups.IndexOf(found.Group) % 11);
    }
}
