namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value given from outside: configuration's <c>Parameters:name</c>, else the default.</summary>
public class ParameterResource : Resource, IValueProvider, IManifestExpressionProvider
{
    private readonly Lazy<string> value;

    /// <param name="name">The parameter's name.</param>
    /// <param name="callback">Finds the value, given the default; called once, when it is first needed.</param>
    /// <param name="secret">Whether it must not be shown.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        Secret = secret;
        value = new(() => callback(Default));
    }

    /// <summary>Whether it must not be shown.</summary>
    public bool Secret { get; }

    /// <summary>What it is where nothing was given.</summary>
    public ParameterDefault? Default { get; set; }

    /// <inheritdoc />
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The value.</summary>
    /// <param name="cancellationToken">Not needed here: values are at hand.</param>
    /// <returns>The value.</returns>
    /// <exception cref="DistributedApplicationException">Nothing was given and there is no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(value.Value);
}

/// <summary>What a parameter is where nothing was given.</summary>
public abstract class ParameterDefault
{
    /// <summary>The value.</summary>
    /// <returns>The value.</returns>
    public abstract string GetDefaultValue();
}
