using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What every resource has: a name and annotations.</summary>
public abstract class Resource : IResource
{
    /// <param name="name">1 to 64 letters, digits and single hyphens, beginning with a letter.</param>
    /// <exception cref="ArgumentException">The name is not of that form: it could not be a log prefix and part of a variable name.</exception>
    protected Resource(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > 64 || !char.IsAsciiLetter(name[0]) || name[^1] == '-' || name.Contains("--", StringComparison.Ordinal)
            || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter != '-'))
        {
            throw new ArgumentException($"Resource name '{name}' is invalid: use 1 to 64 letters, digits and single hyphens, beginning with a letter and not ending with a hyphen.", nameof(name));
        }

        Name = name;
    }

    /// <inheritdoc />
    public virtual string Name { get; }

    /// <inheritdoc />
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}

/// <summary>The annotations of one resource, in the order they were made.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;
