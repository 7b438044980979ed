namespace Workforce.Workers.Llm;

/// <summary>What a question needs of a model; settings say which models those are, the cheapest that will do first.</summary>
internal enum ModelProfile
{
    JsonFast,
    JsonBalanced,
    JsonPowerful,
    JsonMaximum,
    TextSpeed,
    TextBalanced,
    TextQuality,
    TextCreative,
    AgentFast,
    AgentReasoning,
}
