using Workforce.Core.Budgets;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>The row of a question that no model answered.</summary>
internal static class OfflineCall
{
    private const string Offline = "offline";

    public static ModelCall Of(Conversation talk, DateTimeOffset at, TimeSpan took) => new()
    {
        Id = Guid.CreateVersion7(at),
        Caller = talk.Caller,
        Question = talk.Question,
        ThreadId = talk.ThreadId,
        Profile = ModelLineup.Word(talk.Profile),
        ModelAsked = Offline,
        ModelUsed = Offline,
        Provider = Offline,
        Attempt = talk.NextAttempt(),
        LatencyMs = (int)took.TotalMilliseconds,
        Status = ModelCallStatus.Offline,
        CreatedAt = at,
    };
}
