using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Finance;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Compliance;
using Workforce.Core.Finance.Reading;

namespace Workforce.Api.Finance;

internal static class TaxProfileEndpoints
{
    public static void MapTaxProfile(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/tax-profile").WithTags("Tax profile");
        group.MapGet("", Get).RequireAuthorization(Policies.Read).WithSummary("Whose books these are, as far as Ledger's checks must know").WithDescription("404 until somebody has said so; then only the checks that hold everywhere run.");
        group.MapPut("", Put).RequireAuthorization(Policies.Manage).WithSummary("Set the tax profile").WithDescription("Ledger looks at every account again.");
    }

    private static async Task<Results<Ok<TaxProfileRow>, ProblemHttpResult>> Get(WorkforceDbContext db, CancellationToken ct) =>
        await db.TaxProfiles.AsNoTracking().SingleOrDefaultAsync(ct) is { } profile ? TypedResults.Ok(Of(profile)) : Problems.NotFound("tax profile yet");

    private static async Task<Results<Ok<TaxProfileRow>, ValidationProblem>> Put(TaxProfileRow request, SetTaxProfile set, CancellationToken ct)
    {
        var errors = new List<(string, string)>();
        var country = Jurisdictions.Normalise(request.Country) ?? "";
        if (!Countries.IsKnown(country))
        {
            errors.Add(("country", $"{request.Country} is no country code of ISO 3166-1, such as US"));
        }

        if (!Currencies.IsKnown(request.BaseCurrency))
        {
            errors.Add(("base_currency", $"{request.BaseCurrency} is no currency code of ISO 4217, such as USD"));
        }

        return errors.Count > 0
            ? Problems.Fields(errors)
            : TypedResults.Ok(Of(await set.RunAsync(
                country, Enum.Parse<BusinessUse>(request.BusinessUse, ignoreCase: true), request.VatRegistered, request.BaseCurrency.ToUpperInvariant(), ct)));
    }

    private static TaxProfileRow Of(StoredTaxProfile profile) =>
        new(profile.Country, profile.BusinessUse.ToString().ToLowerInvariant(), profile.VatRegistered, profile.BaseCurrency);
}
