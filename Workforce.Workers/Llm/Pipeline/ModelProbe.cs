using System.Text;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>What has come of an answer so far, for whoever must account for one that breaks off.</summary>
internal sealed class ModelProbe
{
    private readonly StringBuilder text = new();

    public string Received => text.ToString();

    /// <summary>From the request to the first text; null: none has come, or the answer was not streamed.</summary>
    public TimeSpan? FirstText { get; private set; }

    public void Begin()
    {
        text.Clear();
        FirstText = null;
    }

    public void Add(string more, TimeSpan since)
    {
        FirstText ??= since;
        text.Append(more);
    }
}
