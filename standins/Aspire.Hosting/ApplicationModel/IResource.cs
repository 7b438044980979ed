namespace Aspire.Hosting.ApplicationModel;

/// <summary>One thing an application is made of: a project, a server, a database, a parameter.</summary>
public interface IResource
{
    /// <summary>Unique in the application, compared without case; names its process, its log lines and its connection string.</summary>
    string Name { get; }

    /// <summary>What was said about the resource while the application was described.</summary>
    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>A fact about a resource.</summary>
public interface IResourceAnnotation;

/// <summary>A resource whose process takes environment variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>A resource whose process takes command-line arguments.</summary>
public interface IResourceWithArgs : IResource;

/// <summary>A resource that listens.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>A resource that may wait for others before it starts.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>A resource that belongs to another, as a database to its server.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>The resource this one lives and dies with.</summary>
    IResource Parent { get; }
}

/// <summary>A resource that belongs to another of a known kind.</summary>
/// <typeparam name="T">The parent's kind.</typeparam>
public interface IResourceWithParent<out T> : IResourceWithParent
    where T : IResource
{
    /// <summary>The resource this one lives and dies with.</summary>
    new T Parent { get; }

    IResource IResourceWithParent.Parent => Parent;
}
