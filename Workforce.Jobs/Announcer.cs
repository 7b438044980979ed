using Workforce.Jobs.Bells;

namespace Workforce.Jobs;

/// <summary>
/// Tells every process that something of a tenant has changed, so that whoever shows it looks again. It carries no truth and may be
/// lost: what it says can be read. One per process.
/// </summary>
public sealed class Announcer
{
    private readonly Bell bell;

    internal Announcer(Bell bell) => this.bell = bell;

    /// <summary>Tells it here at once, elsewhere within milliseconds. Call it after the commit.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="subject">What has changed: lower-case letters, 1 to 40.</param>
    /// <exception cref="ArgumentException">The subject has another form.</exception>
    public void Announce(Guid tenantId, string subject)
    {
        if (subject.Length is 0 or > 40 || !subject.All(char.IsAsciiLetterLower))
            throw new ArgumentException($"'{subject}' is no subject: expected 1 to 40 lower-case letters.", nameof(subject));
        bell.Ring(Bell.ToldOf(tenantId) + subject);
    }

    /// <summary>What <see cref="Watch"/> calls back with where it is not known what has changed: everything may have.</summary>
    public const string Anything = "anything";

    /// <summary>Calls back with the subject of every change of a tenant's, or <see cref="Anything"/>. The callback must return at once.</summary>
    /// <returns>Dispose it to hear no more.</returns>
    public IDisposable Watch(Guid tenantId, Action<string> changed)
    {
        var own = Bell.ToldOf(tenantId);
        return bell.Listen(topic =>
        {
            if (topic == BellMessage.Everything)
                changed(Anything);
            else if (topic.StartsWith(own, StringComparison.Ordinal))
                changed(topic[own.Length..]);
        });
    }
}
