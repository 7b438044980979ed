namespace Workforce.Jobs.Running;

/// <summary>Who this process is to the others; a new one after it was declared lost.</summary>
/// <param name="Id">In every lease.</param>
/// <param name="LockId">Second key of the advisory lock.</param>
/// <param name="Name">For people.</param>
internal sealed record WorkerIdentity(Guid Id, int LockId, string Name);
