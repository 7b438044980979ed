using System.Globalization;
using System.Net;
using System.Text.Json;
using Polly;
using Workforce.Contracts;

namespace Workforce.Web.Clients;

/// <summary>What went wrong with a request, in words a person can act on.</summary>
/// <param name="Unreachable">True where no answer came at all: trying again later is the remedy, not changing the request.</param>
public sealed record ApiProblem(int Status, string Title, string? Detail, IReadOnlyList<string> Fields, string? TraceId, TimeSpan? RetryAfter = null, bool Unreachable = false)
{
    /// <summary>What is wrong, by the name of the field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Wrong { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The answer as it came, for whoever asks for what only some problems have.</summary>
    public JsonElement? Body { get; init; }

    public string Text => string.Join(' ', new[] { Detail ?? Title }.Concat(Fields)) + (RetryAfter is { } wait ? $"{(Detail is null && Fields.Count == 0 ? "." : "")} Try again in {Math.Ceiling(wait.TotalSeconds):0} s." : "");

    public static ApiProblem NoAnswer(string reason) => new(0, "Workforce does not answer", reason, [], null, Unreachable: true);

    /// <summary>True where a request met no server, a broken connection, a time limit or an open circuit breaker, and not an answer.</summary>
    public static bool IsNoAnswer(Exception failure) => failure is HttpRequestException or IOException or TimeoutException or ExecutionRejectedException;

    /// <summary>Reads a ProblemDetails body; anything else (a proxy's page, an empty body) becomes a sentence about the status.</summary>
    public static async Task<ApiProblem> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var wait = response.Headers.RetryAfter?.Delta;
        // A gateway that cannot reach the service is the same to a person as no answer.
        var unreachable = response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return Parse(body) is { } json
            ? Of(json, status, Sentence(response.StatusCode), wait, unreachable)
            : new ApiProblem(status, Sentence(response.StatusCode), null, [], null, wait, unreachable);
    }

    /// <summary>A further member of the answer; null where it has none that reads as one.</summary>
    public T? Part<T>(string name)
    {
        try
        {
            return Body is { } body && body.TryGetProperty(name, out var part) ? part.Deserialize<T>(WireJson.Options) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static ApiProblem Of(JsonElement json, int status, string sentence, TimeSpan? wait, bool unreachable)
    {
        var wrong = FieldErrors(json);
        return new(status, Word(json, "title") ?? sentence, Word(json, "detail"), [.. wrong.SelectMany(field => field.Value.Select(message => $"{field.Key}: {message}"))], Word(json, "trace_id") ?? Word(json, "traceId"), wait, unreachable)
        {
            Wrong = wrong,
            Body = json,
        };
    }

    private static JsonElement? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Word(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static Dictionary<string, IReadOnlyList<string>> FieldErrors(JsonElement json) =>
        json.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object
            ? errors.EnumerateObject().DistinctBy(field => field.Name).ToDictionary(field => field.Name, field => (IReadOnlyList<string>)(field.Value.ValueKind == JsonValueKind.Array ? [.. field.Value.EnumerateArray().Select(message => message.ToString())] : [field.Value.ToString()]))
            : [];

    private static string Sentence(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "You are signed out",
        HttpStatusCode.Forbidden => "Your role does not allow this",
        HttpStatusCode.NotFound => "It is no longer there",
        HttpStatusCode.RequestEntityTooLarge => "The file is larger than 20 MiB",
        HttpStatusCode.TooManyRequests => "Too many requests",
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => "Workforce does not answer",
        _ => string.Create(CultureInfo.InvariantCulture, $"The request failed with status {(int)status}"),
    };
}
