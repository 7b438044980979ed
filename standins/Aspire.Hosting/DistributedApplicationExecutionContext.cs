namespace Aspire.Hosting;

/// <summary>What is being done with the application.</summary>
/// <param name="operation">What.</param>
public sealed class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    /// <summary>What.</summary>
    public DistributedApplicationOperation Operation { get; } = operation;

    /// <summary>Whether it runs here.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    /// <summary>Whether it is described for elsewhere; asked for, this package refuses.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;
}

/// <summary>What can be done with an application.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>Run it here.</summary>
    Run = 0,

    /// <summary>Describe it for elsewhere.</summary>
    Publish = 1,
}
