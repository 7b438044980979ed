namespace Workforce.Jobs.Pool;

/// <summary>A worker that is attached to some process now. Its counts are up to <see cref="PoolOptions.Publish"/> old.</summary>
/// <param name="Id">Of this attachment.</param>
/// <param name="Name">As it said.</param>
/// <param name="Language">As it said.</param>
/// <param name="Version">As it said.</param>
/// <param name="Address">Where it comes from.</param>
/// <param name="Host">The worker process it is attached to.</param>
/// <param name="Kinds">What it does.</param>
/// <param name="Offers">What its jobs may need.</param>
/// <param name="Slots">Jobs it can hold.</param>
/// <param name="Held">Jobs it holds.</param>
/// <param name="Completed">Outcomes recorded that were no retry and no failure.</param>
/// <param name="Failed">Retries and failures recorded.</param>
/// <param name="Refused">Outcomes refused because their lease was gone.</param>
/// <param name="PerMinute">Outcomes in the last 60 seconds.</param>
/// <param name="AttachedAt">Since when.</param>
/// <param name="HeardAt">When it last said something; of one with nothing to do up to ten seconds old.</param>
/// <param name="Draining">It is given nothing more.</param>
public sealed record AttachedWorker(
    Guid Id, string Name, string Language, string Version, string Address, string Host, IReadOnlyList<string> Kinds, IReadOnlyList<string> Offers, int Slots, int Held,
    long Completed, long Failed, long Refused, int PerMinute, DateTimeOffset AttachedAt, DateTimeOffset HeardAt, bool Draining);
