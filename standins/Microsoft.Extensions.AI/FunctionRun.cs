namespace Microsoft.Extensions.AI;

/// <summary>How one call ended.</summary>
internal sealed record FunctionRun(FunctionResultContent Content, Exception? Error, bool Terminate);
