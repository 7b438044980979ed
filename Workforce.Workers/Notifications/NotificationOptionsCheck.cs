using System.Net;
using Microsoft.Extensions.Options;
using Workforce.Workers.Notifications.Email;
using Workforce.Workers.Notifications.Push;

namespace Workforce.Workers.Notifications;

/// <summary>Refuses to start with settings that could never send; names the setting, never its value.</summary>
internal sealed class NotificationOptionsCheck : IValidateOptions<NotificationOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        var wrong = Problems(options).Select(problem => $"{NotificationOptions.Section}:{problem}").ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Problems(NotificationOptions options)
    {
        if (options.PublicUrl is { } url && !url.Scheme.StartsWith("http", StringComparison.Ordinal))
            yield return "PublicUrl must be an address that begins with https:// or http://.";
        foreach (var problem in OfEmail(options).Concat(OfSlack(options)))
            yield return problem;
        if (!OutboundFence.MayCall(options.Sms.Url, options.AllowLoopback))
            yield return "Sms:Url must begin with https://.";
        if (new[] { options.Sms.Account, options.Sms.Token, options.Sms.From }.Count(part => part is { Length: > 0 }) is 1 or 2)
            yield return "Sms needs Account, Token and From together.";
        if (new[] { options.Push.PublicKey, options.Push.PrivateKey, options.Push.Subject }.Count(part => part is { Length: > 0 }) is 1 or 2)
            yield return "Push needs PublicKey, PrivateKey and Subject together.";
        if (options.Push.IsConfigured && !VapidKey.IsPair(options.Push.PublicKey!, options.Push.PrivateKey!))
            yield return "Push:PublicKey and Push:PrivateKey are not a pair of keys on P-256 in base64url.";
        if (options.Push.IsConfigured && !options.Push.Subject!.StartsWith("mailto:", StringComparison.Ordinal) && !options.Push.Subject.StartsWith("https:", StringComparison.Ordinal))
            yield return "Push:Subject must begin with mailto: or https:.";
    }

    private static IEnumerable<string> OfEmail(NotificationOptions options)
    {
        var email = options.Email;
        if ((email.Host is { Length: > 0 }) != (email.From is { Length: > 0 }))
            yield return "Email needs Host and From together.";
        if (email.From is { Length: > 0 } from && MailAddressText.Of(from) is null)
            yield return "Email:From is no e-mail address.";
        if ((email.User is { Length: > 0 }) != (email.Password is { Length: > 0 }))
            yield return "Email needs User and Password together, or neither.";
        if (email.Security is EmailSecurity.None && email.IsConfigured && !(options.AllowLoopback && IPAddress.TryParse(email.Host, out var host) && IPAddress.IsLoopback(host)))
            yield return "Email:Security may be None only for a Host that is a loopback address, with AllowLoopback.";
        if (email.CertificateSha256 is { } pin && (pin.Length != 64 || !pin.All(char.IsAsciiHexDigit)))
            yield return "Email:CertificateSha256 must have 64 hexadecimal digits.";
    }

    private static IEnumerable<string> OfSlack(NotificationOptions options)
    {
        var places = options.Tenants.Select(tenant => (Name: $"Tenants:{tenant.Key}:Slack", tenant.Value.Slack)).Prepend(("Slack", options.Slack));
        foreach (var (name, slack) in places)
        {
            if (slack.Webhook is { } webhook && !OutboundFence.MayCall(webhook, options.AllowLoopback))
                yield return $"{name}:Webhook must begin with https://.";
            foreach (var role in slack.Roles.Where(role => !OutboundFence.MayCall(role.Value, options.AllowLoopback)))
                yield return $"{name}:Roles:{role.Key} must begin with https://.";
            if (slack.Roles.Count > 0 && !slack.IsConfigured)
                yield return $"{name}:Webhook is needed for what concerns none of its Roles.";
        }

        foreach (var tenant in options.Tenants.Keys.Where(key => !Guid.TryParse(key, out _)))
            yield return $"Tenants:{tenant} is not the id of a tenant.";
    }
}
