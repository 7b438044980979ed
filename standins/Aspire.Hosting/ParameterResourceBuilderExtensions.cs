using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting;

/// <summary>Adds values given from outside.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a value that configuration must give as <c>Parameters:name</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="secret">Whether it must not be shown.</param>
    /// <returns>The parameter's builder.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(Create(builder, name, null, secret));

    /// <summary>Adds a value that configuration may give as <c>Parameters:name</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">What it is otherwise.</param>
    /// <param name="publishValueAsDefault">Kept for the official packages.</param>
    /// <param name="secret">Whether it must not be shown.</param>
    /// <returns>The parameter's builder.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddResource(Create(builder, name, new ConstantDefault(value), secret));

    /// <summary>Adds a value that configuration may give as <c>Parameters:name</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Makes it otherwise.</param>
    /// <param name="secret">Whether it must not be shown.</param>
    /// <param name="persist">Whether what was made is kept for the next start, in the data folder.</param>
    /// <returns>The parameter's builder.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddResource(Create(builder, name, persist ? Kept(builder, name, value) : value, secret));

    /// <summary>A password that is generated at the first start and kept, for a server's own use.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="lower">Whether lower-case letters are allowed.</param>
    /// <param name="upper">Whether upper-case letters are allowed.</param>
    /// <param name="numeric">Whether digits are allowed.</param>
    /// <param name="special">Whether other characters are allowed.</param>
    /// <param name="minLower">Fewest lower-case letters.</param>
    /// <param name="minUpper">Fewest upper-case letters.</param>
    /// <param name="minNumeric">Fewest digits.</param>
    /// <param name="minSpecial">Fewest other characters.</param>
    /// <returns>The parameter, not yet part of the application.</returns>
    public static ParameterResource CreateDefaultPasswordParameter(IDistributedApplicationBuilder builder, string name, bool lower = true, bool upper = true, bool numeric = true, bool special = true, int minLower = 0, int minUpper = 0, int minNumeric = 0, int minSpecial = 0)
    {
        var generate = new GenerateParameterDefault
        {
            // 22 characters of these kinds hold 128 bits.
            MinLength = 22,
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        };
        return Create(builder, name, Kept(builder, name, generate), secret: true);
    }

    private static ParameterDefault Kept(IDistributedApplicationBuilder builder, string name, ParameterDefault value) =>
        builder is IKeepsParameters { Parameters: var store } ? new ParameterStore.KeptDefault(store, name, value) : value;

    private static ParameterResource Create(IDistributedApplicationBuilder builder, string name, ParameterDefault? value, bool secret)
    {
        var configuration = builder.Configuration;
        // A shell cannot export a variable with a hyphen in its name: an underscore does as well.
        return new(
            name,
            fallback => configuration[$"Parameters:{name}"] ?? configuration[$"Parameters:{name.Replace('-', '_')}"] ?? fallback?.GetDefaultValue()
                ?? throw new DistributedApplicationException($"The parameter '{name}' has no value. Give it as Parameters:{name}, for example by the environment variable Parameters__{name.Replace('-', '_')}."),
            secret)
        {
            Default = value,
        };
    }

    private sealed class ConstantDefault(string value) : ParameterDefault
    {
        public override string GetDefaultValue() => value;
    }
}
