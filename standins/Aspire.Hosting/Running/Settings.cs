using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>How the app host itself behaves: configuration's section <c>AppHost</c>, as <c>AppHost__DataFolder</c> in the environment.</summary>
internal sealed record Settings
{
    /// <summary><c>AppHost:DataFolder</c>; <c>.data</c> beside the app host's folder where not given.</summary>
    public required string Data { get; init; }

    /// <summary><c>AppHost:StopSeconds</c>: how long a process may take to end in good order.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary><c>AppHost:Parent</c>: the process whose end ends the application; -1 none, 0 the one that started it if that is <c>dotnet run</c>.</summary>
    public required int Parent { get; init; }

    /// <summary><c>DcpPublisher:RandomizePorts</c>, the official packages' name: take no port that was wished for, as tests side by side need.</summary>
    public required bool RandomPorts { get; init; }

    /// <summary>What projects are told as their environment where their launch profile does not say.</summary>
    public required string EnvironmentName { get; init; }

    /// <summary>Where projects send telemetry; nowhere where null.</summary>
    public required string? OtlpEndpoint { get; init; }

    public static string DataFolder(IConfiguration configuration, string appHostDirectory) =>
        Path.GetFullPath(configuration["AppHost:DataFolder"] is { Length: > 0 } folder ? folder : Path.Combine(appHostDirectory, "..", ".data"));

    public static Settings Read(IConfiguration configuration, string appHostDirectory, string environmentName) => new()
    {
        Data = DataFolder(configuration, appHostDirectory),
        Grace = TimeSpan.FromSeconds(Number(configuration, "AppHost:StopSeconds", 15)),
        Parent = Number(configuration, "AppHost:Parent", 0),
        RandomPorts = configuration["DcpPublisher:RandomizePorts"] is { } random && bool.Parse(random),
        EnvironmentName = environmentName,
        OtlpEndpoint = configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ?? configuration["OTEL_EXPORTER_OTLP_ENDPOINT"],
    };

    private static int Number(IConfiguration configuration, string key, int otherwise) =>
        configuration[key] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : throw new DistributedApplicationException($"{key} is '{text}', which is no whole number.");
}
