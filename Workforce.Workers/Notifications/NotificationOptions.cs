namespace Workforce.Workers.Notifications;

/// <summary>By what people are told, section <c>Notifications</c>. What a channel needs and is not there leaves it unconfigured. All of it is in docs/notifications.md.</summary>
internal sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>Where people reach the web; messages then carry links. Without it they say where to look.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Lets messages go to servers on this machine, and there without TLS: for tests and for trying things out.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>Instead of every channel's own first delay between two tries.</summary>
    public TimeSpan? RetryFirst { get; set; }

    public EmailOptions Email { get; set; } = new();

    public SlackOptions Slack { get; set; } = new();

    /// <summary>Slack of single tenants, by their id, in place of the common one.</summary>
    public Dictionary<string, TenantOptions> Tenants { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public SmsOptions Sms { get; set; } = new();

    public PushOptions Push { get; set; } = new();

    /// <summary>Some channel carries links out of the house. A push does not: the browser that shows it knows the web's address.</summary>
    public bool SendsOutside => Email.IsConfigured || Sms.IsConfigured || Slack.IsConfigured || Tenants.Values.Any(tenant => tenant.Slack.IsConfigured);

    public SlackOptions SlackOf(Guid tenant) => Tenants.TryGetValue(tenant.ToString(), out var own) && own.Slack.IsConfigured ? own.Slack : Slack;
}

internal sealed class TenantOptions
{
    public SlackOptions Slack { get; set; } = new();
}

internal enum EmailSecurity
{
    /// <summary>The connection is made secret after the greeting (RFC 3207); a server that does not offer it is not used.</summary>
    StartTls,

    /// <summary>Secret from the first byte (RFC 8314).</summary>
    Tls,

    /// <summary>Only to this machine, where that is allowed.</summary>
    None,
}

internal sealed class EmailOptions
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public EmailSecurity Security { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    public string? From { get; set; }

    public string FromName { get; set; } = "Workforce";

    /// <summary>SHA-256 of the one certificate that is believed, in hexadecimal: for a server whose certificate no authority vouches for.</summary>
    public string? CertificateSha256 { get; set; }

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    public bool IsConfigured => Host is { Length: > 0 } && From is { Length: > 0 };
}

internal sealed class SlackOptions
{
    /// <summary>Address of an incoming webhook. A secret.</summary>
    public Uri? Webhook { get; set; }

    /// <summary>Webhooks for what concerns a role, by its name.</summary>
    public Dictionary<string, Uri> Roles { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public bool IsConfigured => Webhook is not null;

    /// <summary>Where something for everybody, or for some roles, is posted: the first of them that has a place of its own, else the common one.</summary>
    public Uri? Of(string target) => target.Split(',').Select(role => Roles.GetValueOrDefault(role)).FirstOrDefault(own => own is not null) ?? Webhook;
}

internal sealed class SmsOptions
{
    /// <summary>Where the interface is that Twilio has at https://api.twilio.com.</summary>
    public Uri Url { get; set; } = new("https://api.twilio.com");

    public string? Account { get; set; }

    public string? Token { get; set; }

    /// <summary>A number (E.164) or a sender's name.</summary>
    public string? From { get; set; }

    public bool IsConfigured => Account is { Length: > 0 } && Token is { Length: > 0 } && From is { Length: > 0 };
}

internal sealed class PushOptions
{
    /// <summary>Uncompressed point on P-256, base64url.</summary>
    public string? PublicKey { get; set; }

    /// <summary>Its scalar, base64url. A secret.</summary>
    public string? PrivateKey { get; set; }

    /// <summary>Whom a push service may write to: mailto: or https:.</summary>
    public string? Subject { get; set; }

    public bool IsConfigured => PublicKey is { Length: > 0 } && PrivateKey is { Length: > 0 } && Subject is { Length: > 0 };
}
