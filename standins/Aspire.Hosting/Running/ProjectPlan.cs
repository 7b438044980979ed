using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>How a project's process is started: its built program with the environment Aspire gives it.</summary>
internal static class ProjectPlan
{
    // What the app host was given is not for everyone it starts: a project gets what the description gives it.
    private static readonly string[] Withheld =
        ["ConnectionStrings__", "Parameters__", "AppHost__", "services__", "OTEL_", "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "HTTP_PORTS", "DOTNET_LAUNCH_PROFILE"];

    public static async Task<ProcessPlan> MakeAsync(ProjectResource project, int replica, Settings settings, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var output = project.Annotations.OfType<ProjectOutputAnnotation>().Last();
        var environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => Withheld.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (name, value) in await VariablesAsync(project, replica, settings, execution, cancellationToken).ConfigureAwait(false))
        {
            environment[name] = value;
        }

        return new()
        {
            Command = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            Arguments = [output.Find(), .. await ArgumentsAsync(project, cancellationToken).ConfigureAwait(false)],
            WorkingDirectory = Path.GetDirectoryName(output.ProjectPath)!,
            Environment = environment,
        };
    }

    private static async Task<Dictionary<string, string>> VariablesAsync(ProjectResource project, int replica, Settings settings, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["DOTNET_ENVIRONMENT"] = settings.EnvironmentName,
            ["ASPNETCORE_ENVIRONMENT"] = settings.EnvironmentName,
            ["OTEL_SERVICE_NAME"] = project.Name,
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={project.Name}-{replica + 1}-{Environment.ProcessId}",
        };
        if (settings.OtlpEndpoint is { } endpoint)
        {
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        }

        // A port that a variable gives is for the project itself to listen on.
        var given = project.Annotations.OfType<PortVariableAnnotation>().Select(port => port.Endpoint).ToHashSet();
        if (project.Endpoints().Where(endpoint => endpoint.UriScheme is "http" or "https" && !given.Contains(endpoint)).ToList() is { Count: > 0 } http)
        {
            variables["ASPNETCORE_URLS"] = string.Join(';', http.Select(endpoint => $"{endpoint.UriScheme}://{endpoint.AllocatedEndpoint!.Address}:{endpoint.ReplicaPorts[replica]}"));
        }

        foreach (var port in project.Annotations.OfType<PortVariableAnnotation>())
        {
            variables[port.Variable] = port.Endpoint.ReplicaPorts[replica].ToString(CultureInfo.InvariantCulture);
        }

        var context = new EnvironmentCallbackContext(execution, project, variables, cancellationToken);
        foreach (var annotation in project.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            values[name] = await TextAsync(value, cancellationToken).ConfigureAwait(false);
        }

        return values;
    }

    private static async Task<List<string>> ArgumentsAsync(ProjectResource project, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], project, cancellationToken);
        foreach (var annotation in project.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        var arguments = new List<string>();
        foreach (var argument in context.Args)
        {
            arguments.Add(await TextAsync(argument, cancellationToken).ConfigureAwait(false));
        }

        return arguments;
    }

    private static async ValueTask<string> TextAsync(object value, CancellationToken cancellationToken) => value switch
    {
        IValueProvider provider => await provider.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
