namespace Workforce.Jobs.Pool;

/// <summary>A worker cannot be attached here now; elsewhere or in a moment it may.</summary>
public sealed class PoolRefusedException : Exception
{
    internal PoolRefusedException(PoolRefusal why, string message)
        : base(message) => Why = why;

    /// <summary>What is in the way.</summary>
    public PoolRefusal Why { get; }
}

/// <summary>Why a worker was not attached.</summary>
public enum PoolRefusal
{
    /// <summary>This process stops, or has not registered itself yet.</summary>
    NotReady,

    /// <summary>As many as may be are attached.</summary>
    Full,
}
