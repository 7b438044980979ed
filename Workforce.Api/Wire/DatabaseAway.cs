using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace Workforce.Api.Wire;

/// <summary>While the database cannot be reached the caller is asked to come back, which is what happened, and not told of a fault.</summary>
internal sealed partial class DatabaseAway(ILogger<DatabaseAway> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsAway(exception))
        {
            return false;
        }

        LogAway(httpContext.Request.Path, exception.GetBaseException().Message);
        httpContext.Response.Headers.RetryAfter = "2";
        await TypedResults.Problem("The database does not answer. Nothing was changed; try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable)
            .ExecuteAsync(httpContext);
        return true;
    }

    private static bool IsAway(Exception? exception) => exception switch
    {
        // Shutting down, starting up, or out of connections.
        PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "53300" } => true,
        PostgresException => false,
        NpgsqlException => true,
        null => false,
        _ => IsAway(exception.InnerException),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} was refused because the database does not answer: {Reason}")]
    private partial void LogAway(string path, string reason);
}
