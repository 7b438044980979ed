using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Options;
using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Notifications.Email;

/// <summary>Sends by the company's mail server.</summary>
internal sealed class EmailSender(UnsubscribeLinks links, IOptions<NotificationOptions> options, TimeProvider time) : ISender
{
    public Channel Channel => Channel.Email;

    public int Tries => 8;

    // Greylisting wants minutes; a server that is being moved, hours.
    public RetryPolicy Retry => new(options.Value.RetryFirst ?? TimeSpan.FromSeconds(30), TimeSpan.FromHours(2));

    public bool IsConfigured(Guid tenant) => options.Value.Email.IsConfigured;

    public async Task<SendResult> SendAsync(Letter letter, CancellationToken ct)
    {
        var email = options.Value.Email;
        var from = MailAddressText.Of(email.From!)!;
        if (MailAddressText.Of(letter.Person!.Email) is not { } to)
            return new SendResult.Refused("The person's e-mail address cannot be written to.");

        var unsubscribe = options.Value.PublicUrl is { } site ? new Uri(site, links.PathOf(letter.Delivery.TenantId, letter.Person.Id, letter.Kind)) : null;
        var forms = NoticeForms.Of(letter, options.Value.PublicUrl, unsubscribe);
        var headers = new MailHeaders(letter.Delivery.Id, time.GetUtcNow(), email.FromName, from, letter.Person.Name, to, forms.Subject, unsubscribe);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        soon.CancelAfter(email.Timeout);
        try
        {
            await HandOverAsync(email, from, to, MailText.Compose(headers, forms.Text, forms.Html), soon.Token);
            return new SendResult.Sent(MailText.MessageId(headers.Id, from));
        }
        catch (SmtpException refused)
        {
            return refused.Code is >= 500 and not (530 or 534 or 535 or 538)
                ? new SendResult.Refused($"The mail server answered {refused.Code} {refused.Message}")
                // 4xx passes by itself. That it does not let us in is for those who run it to put right, not this mail's fault.
                : new SendResult.Later(refused.Code == 0 ? $"The mail server cannot be used: {refused.Message}." : $"The mail server answered {refused.Code} {refused.Message}");
        }
        catch (Exception broken) when (broken is IOException or SocketException or AuthenticationException)
        {
            return new SendResult.Later($"The mail server was not reached: {broken.Message}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SendResult.Later($"The mail server did not answer within {email.Timeout.TotalSeconds:0} s.");
        }
    }

    private static async Task HandOverAsync(EmailOptions email, MailAddressText from, MailAddressText to, byte[] mail, CancellationToken ct)
    {
        await using var conversation = await SmtpConversation.OpenAsync(email, ct);
        await conversation.SendAsync(from, to, mail, ct);
        await conversation.QuitAsync(ct);
    }
}
