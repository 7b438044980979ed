using Microsoft.Extensions.AI;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>What a server says a call took, and our own count where it says nothing or what cannot be.</summary>
internal static class UsageReading
{
    /// <param name="estimatedInput">Our own count of what was sent.</param>
    public static CallUsage Of(ChatResponse response, long estimatedInput)
    {
        var (said, estimatedOutput) = (response.Usage, TokenEstimate.Output(response));
        var inputSaid = said?.InputTokenCount is > 0;
        // Nothing used for an answer that is there cannot be; nothing used for an empty one can.
        var outputSaid = said?.OutputTokenCount is > 0 || (said?.OutputTokenCount == 0 && estimatedOutput == 0);
        var input = inputSaid ? said!.InputTokenCount!.Value : estimatedInput;
        var output = outputSaid ? said!.OutputTokenCount!.Value : estimatedOutput;
        // Some servers leave what was thought out of the output and count it in the total.
        if (inputSaid && outputSaid && said!.TotalTokenCount is { } total && total > input + output)
        {
            output = total - input;
        }

        var cached = inputSaid && said!.CachedInputTokenCount is { } hit && hit > 0 && hit <= input ? hit : 0;
        var reasoning = Math.Clamp(said?.ReasoningTokenCount ?? 0, 0, output);
        return new(input, output, cached, reasoning, !inputSaid || !outputSaid);
    }

    /// <summary>A call that broke off: what was sent, and what had come of the answer. The server bills both.</summary>
    public static CallUsage Partly(long estimatedInput, string received) => new(estimatedInput, TokenEstimate.Text(received), 0, 0, true);
}
