namespace Grpc.Core;

/// <summary>How a call ended, and why.</summary>
public struct Status
{
    /// <summary>Success.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled by the caller.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>Makes a status.</summary>
    /// <param name="statusCode">How it ended.</param>
    /// <param name="detail">Why, for a person.</param>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null)
    {
    }

    /// <summary>Makes a status with the exception behind it.</summary>
    /// <param name="statusCode">How it ended.</param>
    /// <param name="detail">Why, for a person.</param>
    /// <param name="debugException">The exception; it never leaves this process.</param>
    public Status(StatusCode statusCode, string detail, Exception? debugException)
    {
        StatusCode = statusCode;
        Detail = detail;
        DebugException = debugException;
    }

    /// <summary>How it ended.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>Why, for a person.</summary>
    public string Detail { get; }

    /// <summary>The exception behind it, on the side where it was thrown.</summary>
    public Exception? DebugException { get; }

    /// <inheritdoc />
    public override readonly string ToString() => DebugException is null
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
