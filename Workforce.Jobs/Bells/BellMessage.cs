namespace Workforce.Jobs.Bells;

/// <summary>Wire form of a bell: <c>sender|topic,topic</c>. The sender lets a process ignore its own.</summary>
internal static class BellMessage
{
    /// <summary>NOTIFY takes less than 8000 bytes; past this many topics everybody looks at everything.</summary>
    private const int MaxTopics = 64;

    public const string Everything = "*";

    public static string Write(string sender, IReadOnlyCollection<string> topics) =>
        $"{sender}|{(topics.Count > MaxTopics ? Everything : string.Join(',', topics))}";

    /// <summary>The topics, none when the message is the reader's own or is not one.</summary>
    public static string[] Read(string self, string? message)
    {
        var bar = message?.IndexOf('|', StringComparison.Ordinal) ?? -1;
        return bar < 0 || message.AsSpan(0, bar).SequenceEqual(self) ? [] : message![(bar + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries);
    }
}
