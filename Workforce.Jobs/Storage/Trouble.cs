using Microsoft.Extensions.Logging;

namespace Workforce.Jobs.Storage;

/// <summary>
/// What a loop says when its cycle fails: once when it begins and once when it is over, however often it was tried in
/// between. An outage is a warning; anything else is an error with its exception.
/// </summary>
/// <param name="what">What failed, as the beginning of a sentence: "Claiming jobs".</param>
/// <param name="logger">The loop's own.</param>
internal sealed partial class Trouble(string what, ILogger logger)
{
    private string? known;

    public void Met(Exception problem)
    {
        if (known == problem.Message)
            return;
        var begins = known is null;
        known = problem.Message;
        if (!Outage.Is(problem))
            LogError(what, problem);
        else if (begins)
            LogOutage(what, problem.Message);
    }

    public void Over()
    {
        if (known is null)
            return;
        known = null;
        LogOver(what);
    }

    [LoggerMessage(LogLevel.Warning, "{What} fails for now ({Problem}) and will be tried again")]
    private partial void LogOutage(string what, string problem);

    [LoggerMessage(LogLevel.Error, "{What} failed and will be tried again")]
    private partial void LogError(string what, Exception problem);

    [LoggerMessage(LogLevel.Information, "{What} works again")]
    private partial void LogOver(string what);
}
