using Microsoft.AspNetCore.Http.HttpResults;

namespace Workforce.Api.Wire;

/// <summary>The problems that handlers answer with. Each says what is wrong and, where one is to blame, names the field as it is on the wire.</summary>
internal static class Problems
{
    public static ValidationProblem Field(string field, string message) => Fields([(field, message)]);

    public static ValidationProblem Fields(IReadOnlyList<(string Field, string Message)> errors) => TypedResults.ValidationProblem(
        errors.GroupBy(error => error.Field).ToDictionary(group => group.Key, group => group.Select(error => error.Message).ToArray()),
        detail: string.Join("; ", errors.Select(error => $"{error.Field}: {error.Message}")),
        title: "The request is not valid.");

    public static ProblemHttpResult NotFound(string what) => TypedResults.Problem($"There is no such {what}.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Conflict(string detail, string status) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, extensions: [new("status_now", status)]);

    public static ProblemHttpResult TooLarge(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status413PayloadTooLarge);
}
