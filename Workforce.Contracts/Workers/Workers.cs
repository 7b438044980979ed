namespace Workforce.Contracts.Workers;

/// <summary>A program outside of the product that is attached to the worker pool now. Its counts are up to two seconds old.</summary>
/// <param name="Id">Of this attachment: one that comes back has another.</param>
/// <param name="Address">Where it comes from.</param>
/// <param name="Host">The worker process it is attached to.</param>
/// <param name="Kinds">Jobs it does.</param>
/// <param name="Capabilities">What its jobs may need.</param>
/// <param name="Slots">Jobs it can hold at once.</param>
/// <param name="Completed">Outcomes recorded that were no retry and no failure.</param>
/// <param name="Failed">Retries and failures recorded.</param>
/// <param name="Refused">Outcomes refused because their lease was gone.</param>
/// <param name="PerMinute">Outcomes in the last 60 seconds.</param>
/// <param name="LastHeartbeatAt">As stored: where nothing else changes, at most ten seconds before the last one.</param>
/// <param name="Draining">It is given nothing more.</param>
public sealed record WorkerRow(
    Guid Id,
    string Name,
    string Language,
    string Version,
    string Address,
    string Host,
    IReadOnlyList<string> Kinds,
    IReadOnlyList<string> Capabilities,
    int Slots,
    int JobsInHand,
    long Completed,
    long Failed,
    long Refused,
    int PerMinute,
    DateTimeOffset AttachedAt,
    DateTimeOffset LastHeartbeatAt,
    bool Draining);
