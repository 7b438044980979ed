namespace Grpc.Core;

/// <summary>Adds to a call's headers who calls.</summary>
/// <param name="context">The call.</param>
/// <param name="metadata">Its headers.</param>
/// <returns>Ends when the headers are there.</returns>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);

/// <summary>The call whose headers are being made.</summary>
public class AuthInterceptorContext
{
    /// <summary>Describes a call.</summary>
    /// <param name="serviceUrl">The service's address.</param>
    /// <param name="methodName">The method.</param>
    public AuthInterceptorContext(string serviceUrl, string methodName)
        : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    /// <summary>Describes a call.</summary>
    /// <param name="serviceUrl">The service's address.</param>
    /// <param name="methodName">The method.</param>
    /// <param name="cancellationToken">Signals when the call is cancelled.</param>
    public AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serviceUrl);
        ArgumentNullException.ThrowIfNull(methodName);
        ServiceUrl = serviceUrl;
        MethodName = methodName;
        CancellationToken = cancellationToken;
    }

    /// <summary>The service's address.</summary>
    public string ServiceUrl { get; }

    /// <summary>The method.</summary>
    public string MethodName { get; }

    /// <summary>Signals when the call is cancelled.</summary>
    public CancellationToken CancellationToken { get; }
}

/// <summary>Says who calls, in the headers of each call.</summary>
public abstract class CallCredentials
{
    /// <summary>Uses several, in order.</summary>
    /// <param name="credentials">At least two.</param>
    /// <returns>All of them as one.</returns>
    public static CallCredentials Compose(params CallCredentials[] credentials) => new Several(credentials);

    /// <summary>Lets a function make the headers.</summary>
    /// <param name="interceptor">Adds to the headers.</param>
    /// <returns>Credentials.</returns>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor) => new FromFunction(interceptor);

    /// <summary>Tells a channel what these credentials are.</summary>
    /// <param name="configurator">The channel's side.</param>
    /// <param name="state">The channel's own.</param>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);

    private sealed class Several : CallCredentials
    {
        private readonly IReadOnlyList<CallCredentials> all;

        public Several(CallCredentials[] credentials)
        {
            ArgumentNullException.ThrowIfNull(credentials);
            ArgumentOutOfRangeException.ThrowIfLessThan(credentials.Length, 2, nameof(credentials));
            all = [.. credentials];
        }

        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state)
            => configurator.SetCompositeCredentials(state, all);
    }

    private sealed class FromFunction : CallCredentials
    {
        private readonly AsyncAuthInterceptor interceptor;

        public FromFunction(AsyncAuthInterceptor interceptor)
        {
            ArgumentNullException.ThrowIfNull(interceptor);
            this.interceptor = interceptor;
        }

        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state)
            => configurator.SetAsyncAuthInterceptorCredentials(state, interceptor);
    }
}

/// <summary>The side of a channel that is told about call credentials.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>They are several.</summary>
    /// <param name="state">The channel's own.</param>
    /// <param name="credentials">All of them.</param>
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    /// <summary>They are a function.</summary>
    /// <param name="state">The channel's own.</param>
    /// <param name="interceptor">The function.</param>
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}
