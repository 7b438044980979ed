using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Workforce.Jobs;

/// <summary>A type of job: its stable wire name and how its jobs run unless a job says otherwise.</summary>
/// <param name="Name">
/// <c>queue.intent</c>, both of lower-case letters, digits and underscores and starting with a letter, e.g.
/// <c>tag.categorize</c>. It is stored with every job and must outlive the type that handles it.
/// </param>
/// <typeparam name="TPayload">What a job of this kind carries, stored as JSON.</typeparam>
/// <exception cref="ArgumentException">The name has another form.</exception>
public sealed record JobKind<TPayload>(string Name)
{
    /// <summary>The wire name.</summary>
    public string Name { get; } = JobKindName.Checked(Name);

    /// <summary>The part before the dot: who is to do it.</summary>
    public string Queue => JobKindName.QueueOf(Name);

    /// <summary>The part after the dot: what is to be done.</summary>
    public string Intent => Name[(Queue.Length + 1)..];

    /// <summary>1 (first) to 10 (last).</summary>
    public byte Priority { get; init; } = 5;

    /// <summary>How often a job is tried before it is failed, 1 to 1000.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait between attempts.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>What a worker must offer to be given its jobs.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Source-generated JSON metadata of the payload; null: reflection.</summary>
    public JsonTypeInfo<TPayload>? TypeInfo { get; init; }
}

internal static partial class JobKindName
{
    public static bool IsOne(string name) => Form().IsMatch(name);

    public static string Checked(string name, string member = "name") => IsOne(name)
        ? name
        : throw new ArgumentException($"'{name}' is not a job kind: expected queue.intent in lower case, e.g. tag.categorize.", member);

    public static string QueueOf(string name) => name[..name.IndexOf('.', StringComparison.Ordinal)];

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
