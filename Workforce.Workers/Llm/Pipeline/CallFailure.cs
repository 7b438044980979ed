using System.ClientModel;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Workforce.Core.Budgets;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>One call failed.</summary>
/// <param name="again">The same model may do better in a moment.</param>
/// <param name="billed">The server may have begun its answer, so what was sent is charged.</param>
/// <param name="retryAfter">How long the server asks to be left alone.</param>
internal sealed class CallFailedException(ModelCallStatus status, string message, bool again, bool billed, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public ModelCallStatus Status { get; } = status;

    public bool Again { get; } = again;

    public bool Billed { get; } = billed;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>Sorts what clients, proxies and networks come up with.</summary>
internal static class CallFailure
{
    /// <param name="begun">Some of the answer had come.</param>
    public static CallFailedException Of(Exception error, bool begun, DateTimeOffset now)
    {
        if (Inner<ReplyTooLargeException>(error) is { } large)
        {
            return new(ModelCallStatus.Error, large.Message, again: false, billed: true, null, error);
        }

        if (Inner<ClientResultException>(error) is { Status: >= 400 } answer)
        {
            var after = RetryAfter(answer, now);
            return answer.Status switch
            {
                429 => new(ModelCallStatus.RateLimited, Say(answer), again: true, billed: false, after, error),
                408 or 409 or >= 500 => new(ModelCallStatus.Error, Say(answer), again: true, billed: false, after, error),
                _ => new(ModelCallStatus.Error, Say(answer), again: false, billed: false, null, error),
            };
        }

        if (Inner<TimeoutException>(error) is not null || Inner<OperationCanceledException>(error) is not null)
        {
            return new(ModelCallStatus.Timeout, "The model did not answer in time.", again: true, billed: true, null, error);
        }

        if (Inner<HttpRequestException>(error) is { } network)
        {
            // Refused and unknown hosts never saw the question.
            var unseen = network.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            return new(ModelCallStatus.Error, $"The connection failed: {network.Message}", again: true, billed: begun || !unseen, null, error);
        }

        if (begun || Inner<IOException>(error) is not null)
        {
            return new(ModelCallStatus.Error, $"The connection broke off in the middle of the answer: {error.Message}", again: true, billed: true, null, error);
        }

        // HTML from a gateway, half a JSON document, an object that is no completion.
        return new(ModelCallStatus.Error, $"The answer cannot be read: {error.Message}", again: error is JsonException, billed: true, null, error);
    }

    private static TimeSpan? RetryAfter(ClientResultException error, DateTimeOffset now)
    {
        if (error.GetRawResponse() is not { } response)
        {
            return null;
        }

        if (response.Headers.TryGetValue("retry-after-ms", out var ms) && double.TryParse(ms, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && exact is >= 0 and < 1e9)
        {
            return TimeSpan.FromMilliseconds(exact);
        }

        if (!response.Headers.TryGetValue("retry-after", out var value) || value is null)
        {
            return null;
        }

        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is >= 0 and < 1e6 ? TimeSpan.FromSeconds(seconds) : null;
        }

        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? TimeSpan.FromTicks(Math.Max(0, (date - now).Ticks)) : null;
    }

    private static string Say(ClientResultException error) => $"The server answered {error.Status} {(HttpStatusCode)error.Status}: {error.Message.ReplaceLineEndings(" ")}";

    private static T? Inner<T>(Exception error)
        where T : Exception => error switch
    {
        T found => found,
        AggregateException many => many.InnerExceptions.Select(Inner<T>).FirstOrDefault(found => found is not null),
        { InnerException: { } inner } => Inner<T>(inner),
        _ => null,
    };
}
