namespace Workforce.Worker.Client;

/// <summary>A job could not be handed on: the lease of the one it comes from is no longer held. It was cancelled, or is another worker's by now.</summary>
/// <param name="message">What the server said.</param>
public sealed class StaleLeaseException(string message) : Exception(message);
