using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;

namespace Workforce.Api.Wire;

/// <summary>A request that could not even be bound becomes a problem that says where: the property and line of the JSON, or the parameter.</summary>
internal sealed partial class UnreadableRequest : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return false;
        }

        await Answer(bad).ExecuteAsync(httpContext);
        return true;
    }

    private static IResult Answer(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException json } => Problems.Field(FieldOf(json), JsonMessage.Of(json)),
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problems.TooLarge("The request is larger than this endpoint takes."),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => TypedResults.Problem(bad.Message, statusCode: bad.StatusCode),
        _ when Unbindable().Match(bad.Message) is { Success: true } m => UnreadParameter.Refusal(m.Groups["name"].Value, m.Groups["value"].Value),
        _ when Absent().Match(bad.Message) is { Success: true } m => Problems.Field(JsonNamingPolicy.SnakeCaseLower.ConvertName(m.Groups["name"].Value), "is required"),
        _ when bad.Message.Contains("no body was provided", StringComparison.Ordinal) => Problems.Field("body", "is required"),
        _ => TypedResults.Problem(bad.Message, statusCode: bad.StatusCode),
    };

    private static string FieldOf(JsonException json) =>
        json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";

    // Failed to bind parameter "Nullable<int> limit" from "abc".
    [GeneratedRegex("""^Failed to bind parameter "(?:\S+ )?(?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex Unbindable();

    // Required parameter "RetryRequest request" was not provided from body.
    [GeneratedRegex("""^Required parameter "(?:\S+ )?(?<name>\w+)" was not provided from """)]
    private static partial Regex Absent();
}
