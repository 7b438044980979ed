namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something whose text is known only when the application starts.</summary>
public interface IValueProvider
{
    /// <summary>The text; waits until it is known.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The text, null where there is none.</returns>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>Something a deployment description can refer to before its value is known.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The reference, as <c>{postgres.bindings.tcp.port}</c>.</summary>
    string ValueExpression { get; }
}
