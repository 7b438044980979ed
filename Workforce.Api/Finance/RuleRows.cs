using Microsoft.EntityFrameworkCore;
using Workforce.Contracts.Finance;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;

namespace Workforce.Api.Finance;

internal static class RuleRows
{
    /// <summary>Suggestions that wait for an answer and that this person does not ignore for now.</summary>
#pragma warning disable CA1862 // The comparison runs in the database, which knows lower() and no StringComparison.
    public static IQueryable<StoredSuggestion> OpenSuggestions(WorkforceDbContext db, DateTimeOffset now) => db.RuleSuggestions.AsNoTracking().Where(row =>
        row.Status == "open"
        && !db.SuggestionIgnores.Any(ignore => ignore.UserId == db.Tenant.UserId && ignore.MerchantName.ToLower() == row.MerchantName.ToLower() && ignore.IgnoredUntil > now));
#pragma warning restore CA1862

    public static RuleSuggestionRow Of(StoredSuggestion row) =>
        new(row.Id, row.MerchantName, NameOf(row.Category), row.Category, row.Evidence, row.WouldChange, row.CreatedAt);

    public static RuleRow Of(CategoryRule row) => new(row.Id, row.MerchantName, row.Category, NameOf(row.Category), row.Source, row.CreatedAt);

    public static string NameOf(string category) => CategoryCatalogue.Find(category)?.DisplayName ?? category;
}
