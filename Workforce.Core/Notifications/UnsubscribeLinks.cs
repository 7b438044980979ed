using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Workforce.Core.Notifications;

/// <summary>Links by which a person ends mails without signing in. Only we can make one: it is sealed with the keys that seal sessions.</summary>
public sealed class UnsubscribeLinks(IDataProtectionProvider protection)
{
    /// <summary>In place of a group: mails of all groups, as a digest holds them.</summary>
    public const string Everything = "*";

    private readonly IDataProtector protector = protection.CreateProtector("notifications.unsubscribe.v1");

    /// <summary>Path in the web.</summary>
    public string PathOf(Guid tenant, Guid person, NoticeKind kind) =>
        $"/unsubscribe?token={protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{tenant:N}|{person:N}|{(kind.Name == NoticeCatalog.Digest ? Everything : kind.Group.Name)}"))}";

    /// <summary>Null: it is none of ours.</summary>
    public Unsubscription? Read(string token)
    {
        try
        {
            return protector.Unprotect(token).Split('|') is [var tenant, var person, var group] ? new(Guid.ParseExact(tenant, "N"), Guid.ParseExact(person, "N"), group) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <param name="Group">One of <see cref="NoticeCatalog.Groups"/>, or <see cref="UnsubscribeLinks.Everything"/>.</param>
public sealed record Unsubscription(Guid TenantId, Guid UserId, string Group);
