using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Text with holes that are filled when the application starts: <c>ReferenceExpression.Create($"Host={endpoint.Property(EndpointProperty.Host)}")</c>.</summary>
public sealed class ReferenceExpression : IValueProvider, IManifestExpressionProvider
{
    private readonly string[] expressions;

    private ReferenceExpression(string format, IReadOnlyList<IValueProvider> providers, string[] expressions)
    {
        Format = format;
        ValueProviders = providers;
        this.expressions = expressions;
    }

    /// <summary>The text as a composite format: holes are <c>{0}</c>, <c>{1}</c>, in order.</summary>
    public string Format { get; }

    /// <summary>What fills the holes.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <inheritdoc />
    public string ValueExpression => string.Format(CultureInfo.InvariantCulture, Format, [.. expressions]);

    /// <summary>Makes an expression of an interpolated string whose holes are parameters, endpoints' properties, connection strings or plain text.</summary>
    /// <param name="handler">The interpolated string.</param>
    /// <returns>The expression.</returns>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Build();

    /// <summary>The text with every hole filled.</summary>
    /// <param name="cancellationToken">Ends the wait for values that are not known yet.</param>
    /// <returns>The text.</returns>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        var values = new object?[ValueProviders.Count];
        for (var hole = 0; hole < values.Length; hole++)
        {
            values[hole] = await ValueProviders[hole].GetValueAsync(cancellationToken).ConfigureAwait(false);
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    /// <summary>What the compiler builds an expression's interpolated string with.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler
    {
        private readonly StringBuilder format;
        private readonly List<IValueProvider> providers;
        private readonly List<string> expressions;

        /// <param name="literalLength">Characters outside the holes.</param>
        /// <param name="formattedCount">The number of holes.</param>
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
        {
            format = new(literalLength + (formattedCount * 4));
            providers = new(formattedCount);
            expressions = new(formattedCount);
        }

        /// <summary>Text between holes.</summary>
        /// <param name="value">The text.</param>
        public void AppendLiteral(string value) =>
            format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

        /// <summary>A hole that is known already.</summary>
        /// <param name="value">The text.</param>
        public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        /// <summary>A hole filled at the start.</summary>
        /// <param name="valueProvider">What fills it.</param>
        /// <typeparam name="T">Its kind.</typeparam>
        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider
        {
            format.Append('{').Append(providers.Count).Append('}');
            providers.Add(valueProvider);
            expressions.Add(valueProvider.ValueExpression);
        }

        /// <summary>A hole filled by a resource: a parameter's value, a connection string.</summary>
        /// <param name="valueProvider">The resource's builder.</param>
        /// <typeparam name="T">Its kind.</typeparam>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider.Resource);

        internal ReferenceExpression Build() => new(format.ToString(), providers, [.. expressions]);
    }
}
