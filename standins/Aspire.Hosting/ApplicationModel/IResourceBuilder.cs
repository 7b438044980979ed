namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says more about one resource; what the Add methods return and the With methods take.</summary>
/// <typeparam name="T">The resource's kind.</typeparam>
public interface IResourceBuilder<out T>
    where T : IResource
{
    /// <summary>The application the resource is part of.</summary>
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    /// <summary>The resource.</summary>
    T Resource { get; }

    /// <summary>Adds a fact about the resource.</summary>
    /// <param name="annotation">The fact.</param>
    /// <param name="behavior">Whether earlier facts of the same kind stay.</param>
    /// <typeparam name="TAnnotation">The kind of fact.</typeparam>
    /// <returns>This builder.</returns>
    IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation;
}

/// <summary>What a new annotation does to earlier ones of its kind.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>They stay.</summary>
    Append = 0,

    /// <summary>They go.</summary>
    Replace = 1,
}
