using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Workforce.Workers.Llm;

/// <summary>Which models each profile has, from settings, else as built in.</summary>
internal sealed class ModelLineup(IOptions<ModelOptions> options)
{
    private const int UnknownContext = 128_000;

    private readonly ModelOptions options = options.Value;

    public static Uri OpenAi { get; } = new("https://api.openai.com/v1");

    public Uri Endpoint => options.Endpoint ?? OpenAi;

    public string? Preferences => options.Preferences ?? BuiltInModels.Preferences(Endpoint.Host);

    /// <summary>Empty: no model is configured.</summary>
    public IReadOnlyList<ModelCard> Of(ModelProfile profile) => options.IsConfigured ? [.. Names(profile).Select(Card)] : [];

    /// <summary>Null where every profile has a model.</summary>
    public static string? Wrong(ModelOptions options)
    {
        var lineup = new ModelLineup(Microsoft.Extensions.Options.Options.Create(options));
        var unknown = options.Profiles.Keys.Where(key => !Enum.GetValues<ModelProfile>().Any(profile => Word(profile).Equals(key, StringComparison.OrdinalIgnoreCase))).ToArray();
        if (unknown.Length > 0)
        {
            return $"Model:Profiles has no profile {string.Join(", ", unknown)}; there are {string.Join(", ", Enum.GetValues<ModelProfile>().Select(Word))}.";
        }

        if (options.Preferences is { } preferences && !IsObject(preferences))
        {
            return "Model:Preferences is no JSON object.";
        }

        var empty = Enum.GetValues<ModelProfile>().Where(profile => options.IsConfigured && lineup.Names(profile).Length == 0).Select(Word).ToArray();
        return empty.Length == 0 ? null : $"No model is known for {lineup.Endpoint.Host}: set Model:Name, or Model:Profiles for {string.Join(", ", empty)}.";
    }

    public static string Word(ModelProfile profile) => JsonNamingPolicy.SnakeCaseLower.ConvertName(profile.ToString());

    private string[] Names(ModelProfile profile) =>
        options.Profiles.GetValueOrDefault(Word(profile)) ?? (string.IsNullOrWhiteSpace(options.Name) ? BuiltInModels.Of(Endpoint.Host, profile) : [options.Name]);

    private ModelCard Card(string name)
    {
        var stated = options.Models.GetValueOrDefault(name) ?? (name == options.Name ? options.Price : new());
        var known = BuiltInModels.Of(Endpoint.Host).GetValueOrDefault(name) ?? new();
        return new(
            name,
            Provider(Endpoint.Host),
            stated.Free ? ModelPrice.Nothing : PriceOf(stated) ?? PriceOf(known),
            stated.ContextTokens ?? known.ContextTokens ?? UnknownContext,
            stated.Reasoning ?? known.Reasoning ?? false,
            stated.Structured ?? known.Structured ?? StructuredMode.Schema);
    }

    private static ModelPrice? PriceOf(ModelSettings settings) =>
        settings is { InputUsd: { } input, OutputUsd: { } output } ? new(input, output, settings.CachedUsd ?? input) : null;

    /// <summary>OpenTelemetry's well-known names; any other host stands for itself.</summary>
    private static string Provider(string host) => host switch
    {
        "api.openai.com" => "openai",
        _ when host.EndsWith(".openai.azure.com", StringComparison.Ordinal) => "azure.ai.openai",
        "api.deepseek.com" => "deepseek",
        "api.groq.com" => "groq",
        "api.mistral.ai" => "mistral_ai",
        "api.x.ai" => "x_ai",
        "api.perplexity.ai" => "perplexity",
        _ => host,
    };

    private static bool IsObject(string json)
    {
        try
        {
            return JsonElement.Parse(json).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
