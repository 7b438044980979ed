using Microsoft.Extensions.AI;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>A request as one model takes it.</summary>
internal static class CardOptions
{
    public static ChatOptions? Fit(ModelCard card, ChatOptions? options)
    {
        if (options is null)
        {
            return null;
        }

        var fit = options.Clone();
        fit.ModelId = card.Name;
        fit.Temperature = card.Reasoning ? null : fit.Temperature;
        if (fit.ResponseFormat is ChatResponseFormatJson && card.Structured != StructuredMode.Schema)
        {
            fit.ResponseFormat = card.Structured == StructuredMode.Json ? ChatResponseFormat.Json : null;
        }

        return fit;
    }
}
