namespace Workforce.Workers.Llm;

/// <summary>Names of OpenTelemetry's semantic conventions for generative AI, as of version 1.41.1 (status: development), and ours where it has none.</summary>
internal static class GenAi
{
    /// <summary>Of the activity source and the meter; service defaults collect <c>Workforce.*</c>.</summary>
    public const string Source = "Workforce.Llm";

    /// <summary>True: what is said goes into spans. It holds what people and files said, so it is off.</summary>
    public const string CaptureVariable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    public const string Chat = "chat";
    public const string ExecuteTool = "execute_tool";
    public const string InvokeAgent = "invoke_agent";

    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string ErrorType = "error.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ConversationId = "gen_ai.conversation.id";
    public const string OutputType = "gen_ai.output.type";
    public const string RequestModel = "gen_ai.request.model";
    public const string RequestMaxTokens = "gen_ai.request.max_tokens";
    public const string RequestTemperature = "gen_ai.request.temperature";
    public const string RequestStream = "gen_ai.request.stream";
    public const string ResponseId = "gen_ai.response.id";
    public const string ResponseModel = "gen_ai.response.model";
    public const string ResponseFinishReasons = "gen_ai.response.finish_reasons";
    public const string ResponseTimeToFirstChunk = "gen_ai.response.time_to_first_chunk";
    public const string UsageInput = "gen_ai.usage.input_tokens";
    public const string UsageOutput = "gen_ai.usage.output_tokens";
    public const string UsageCacheRead = "gen_ai.usage.cache_read.input_tokens";
    public const string UsageReasoning = "gen_ai.usage.reasoning.output_tokens";
    public const string TokenType = "gen_ai.token.type";
    public const string AgentId = "gen_ai.agent.id";
    public const string AgentName = "gen_ai.agent.name";
    public const string AgentDescription = "gen_ai.agent.description";
    public const string PromptName = "gen_ai.prompt.name";
    public const string ToolName = "gen_ai.tool.name";
    public const string ToolType = "gen_ai.tool.type";
    public const string ToolDescription = "gen_ai.tool.description";
    public const string ToolCallId = "gen_ai.tool.call.id";
    public const string ToolCallArguments = "gen_ai.tool.call.arguments";
    public const string ToolCallResult = "gen_ai.tool.call.result";
    public const string ToolDefinitions = "gen_ai.tool.definitions";
    public const string InputMessages = "gen_ai.input.messages";
    public const string OutputMessages = "gen_ai.output.messages";

    public const string TokenUsage = "gen_ai.client.token.usage";
    public const string OperationDuration = "gen_ai.client.operation.duration";
    public const string TimePerOutputChunk = "gen_ai.client.operation.time_per_output_chunk";
    public const string TimeToFirstChunk = "gen_ai.client.operation.time_to_first_chunk";

    public const string OperationException = "gen_ai.client.operation.exception";
    public const string ExceptionType = "exception.type";
    public const string ExceptionMessage = "exception.message";

    // The conventions' later home has these two, and the earlier one nothing for what they tell.
    public const string InvokeAgentDuration = "gen_ai.invoke_agent.duration";
    public const string ExecuteToolDuration = "gen_ai.execute_tool.duration";

    public const string TenantId = "workforce.tenant.id";
    public const string RunId = "workforce.run.id";
    public const string Department = "workforce.department";
    public const string CostAmount = "workforce.cost.amount";
    public const string CostCurrency = "workforce.cost.currency";
    public const string Replayed = "workforce.replayed";
    public const string WakeSkipped = "workforce.wake.skipped";
    public const string SkipReason = "workforce.wake.skip_reason";
    public const string BudgetScope = "workforce.budget.scope";
    public const string BudgetDenials = "workforce.budget.denials";
    public const string BudgetReserved = "workforce.budget.reserved";
    public const string BudgetSettled = "workforce.budget.settled";
}
