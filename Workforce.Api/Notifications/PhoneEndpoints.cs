using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Limits;
using Workforce.Api.Wire;
using Workforce.Contracts.Notifications;
using Workforce.Core.Data;
using Workforce.Core.Notifications;

namespace Workforce.Api.Notifications;

/// <summary>The number that SMS go to.</summary>
internal static partial class PhoneEndpoints
{
    public static void MapPhone(this RouteGroupBuilder notifications)
    {
        notifications.MapPut("/phone", Put).RequireAuthorization(Policies.Change).Limited(RateLimit.PhoneCode)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithSummary("Have a code sent to a number")
            .WithDescription("The number is used once the code, good for ten minutes, was given to `verify`; until then the one before stays. 409: SMS is not configured. 5 requests per 60 s.");
        notifications.MapPost("/phone/verify", Verify).RequireAuthorization(Policies.Change)
            .WithSummary("Give back the code").WithDescription("Five wrong ones end it; then have a new one sent.");
        notifications.MapDelete("/phone", Delete).RequireAuthorization(Policies.Change).WithSummary("Forget the number");
    }

    public static PhoneRow RowOf(PersonSettings settings) =>
        new(settings.Phone, settings.PhonePending, settings.PhoneCodeHash is null ? null : settings.PhoneCodeEndsAt, settings.PhoneError);

    private static async Task<Results<Ok<PhoneRow>, ValidationProblem, ProblemHttpResult>> Put(SetPhoneRequest request, VerifyPhone phone, WorkforceDbContext db, CancellationToken ct)
    {
        var number = Written().Replace(request.Number, "");
        if (!E164().IsMatch(number))
        {
            return Problems.Field("number", $"'{request.Number}' is no number with its country's code, such as +4915112345678");
        }

        if (!await db.ConfiguredChannels.AnyAsync(row => row.Channel == Channel.Sms && row.Configured, ct))
        {
            return Problems.Conflict("SMS is not configured: no code can be sent.", "not_configured");
        }

        await phone.BeginAsync(number, ct);
        return TypedResults.Ok(await RowAsync(db, ct));
    }

    private static async Task<Results<Ok<PhoneRow>, ValidationProblem>> Verify(VerifyPhoneRequest request, VerifyPhone phone, WorkforceDbContext db, CancellationToken ct) =>
        await phone.TryAsync(request.Code, ct) is { } wrong ? Problems.Field("code", wrong) : TypedResults.Ok(await RowAsync(db, ct));

    private static async Task<NoContent> Delete(VerifyPhone phone, CancellationToken ct)
    {
        await phone.RemoveAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<PhoneRow> RowAsync(WorkforceDbContext db, CancellationToken ct) =>
        RowOf(await db.PersonSettings.AsNoTracking().SingleAsync(row => row.UserId == db.Tenant.UserId, ct));

    [GeneratedRegex(@"[ ()./-]")]
    private static partial Regex Written();

    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();
}
