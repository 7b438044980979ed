using Microsoft.Extensions.Configuration;
using Workforce.Workers.Notifications;

namespace Workforce.Workers.Tests.Notifications;

/// <summary>Settings that could never send stop the start, and say which, not what, they are.</summary>
public sealed class NotificationOptionsTests
{
    [Theory]
    [InlineData("Email:Host", "mail.acme.example", "Notifications:Email needs Host and From together.")]
    [InlineData("Email:User", "secret", "Notifications:Email needs User and Password together, or neither.")]
    [InlineData("Email:CertificateSha256", "secret", "Notifications:Email:CertificateSha256 must have 64 hexadecimal digits.")]
    [InlineData("Slack:Webhook", "http://secret.example/x", "Notifications:Slack:Webhook must begin with https://.")]
    [InlineData("Slack:Roles:Admin", "https://hooks.slack.com/secret", "Notifications:Slack:Webhook is needed for what concerns none of its Roles.")]
    [InlineData("Tenants:acme:Slack:Webhook", "https://hooks.slack.com/secret", "Notifications:Tenants:acme is not the id of a tenant.")]
    [InlineData("Sms:Url", "http://secret.example", "Notifications:Sms:Url must begin with https://.")]
    [InlineData("Sms:Token", "secret", "Notifications:Sms needs Account, Token and From together.")]
    [InlineData("Push:PrivateKey", "secret", "Notifications:Push needs PublicKey, PrivateKey and Subject together.")]
    public void What_is_half_a_channel_is_refused(string setting, string value, string problem)
    {
        var options = Of(new() { [setting] = value });

        Assert.Equal([problem], new NotificationOptionsCheck().Validate(null, options).Failures);
    }

    [Fact]
    public void Keys_that_are_no_pair_are_refused()
    {
        using var one = new SenderKey();
        using var other = new SenderKey();
        var mixed = new Dictionary<string, string>(one.Settings) { ["Notifications:Push:PublicKey"] = other.Public };

        Assert.Null(new NotificationOptionsCheck().Validate(null, Bound(one.Settings)).Failures);
        Assert.Equal(["Notifications:Push:PublicKey and Push:PrivateKey are not a pair of keys on P-256 in base64url."], new NotificationOptionsCheck().Validate(null, Bound(mixed)).Failures);
        Assert.NotNull(new NotificationOptionsCheck().Validate(null, Bound(new(one.Settings) { ["Notifications:Push:PrivateKey"] = "%" })).Failures);
    }

    [Fact]
    public void A_tenants_own_place_and_a_roles_own_place_come_first()
    {
        var tenant = Guid.CreateVersion7();
        var options = Of(new()
        {
            ["Slack:Webhook"] = "https://slack.example/common",
            ["Slack:Roles:Admin"] = "https://slack.example/admins",
            [$"Tenants:{tenant}:Slack:Webhook"] = "https://slack.example/own",
        });

        Assert.Equal("/own", options.SlackOf(tenant).Of("admin")!.AbsolutePath);
        Assert.Equal("/admins", options.SlackOf(Guid.Empty).Of("manager,admin")!.AbsolutePath);
        Assert.Equal("/common", options.SlackOf(Guid.Empty).Of("everybody")!.AbsolutePath);
    }

    private static NotificationOptions Of(Dictionary<string, string> settings) => Bound(settings.ToDictionary(pair => $"Notifications:{pair.Key}", pair => pair.Value));

    private static NotificationOptions Bound(Dictionary<string, string> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings!).Build().GetSection(NotificationOptions.Section).Get<NotificationOptions>()!;
}
