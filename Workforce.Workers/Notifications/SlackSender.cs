using Microsoft.Extensions.Options;
using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Notifications;

/// <summary>Posts to an incoming webhook of Slack: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks.</summary>
internal sealed class SlackSender(Outbound outbound, IOptions<NotificationOptions> options) : ISender
{
    // Limits of a header and of a section block.
    private const int LongestHeader = 150;
    private const int LongestSection = 3000;
    private const int MostFacts = 10;

    public Channel Channel => Channel.Slack;

    public int Tries => 6;

    public RetryPolicy Retry => new(options.Value.RetryFirst ?? TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));

    public bool IsConfigured(Guid tenant) => options.Value.SlackOf(tenant).IsConfigured;

    public async Task<SendResult> SendAsync(Letter letter, CancellationToken ct)
    {
        var webhook = options.Value.SlackOf(letter.Delivery.TenantId).Of(letter.Delivery.Target!)!;
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = JsonContent.Create(Message(letter, options.Value.PublicUrl)) };
        // Slack knows no key under which a message is posted once; a gateway in between may.
        request.Headers.Add("Idempotency-Key", letter.Delivery.Id.ToString());
        var answer = await outbound.PostAsync(request, ct);
        return answer.IsYes ? new SendResult.Sent(null) : answer.No("Slack");
    }

    internal static object Message(Letter letter, Uri? site)
    {
        var forms = NoticeForms.Of(letter, site, null);
        var blocks = new List<object>
        {
            new { type = "header", text = new { type = "plain_text", text = Plain.Cut(forms.Subject, LongestHeader) } },
            Section(letter.Notice.Text),
        };
        if (letter.Notice.Facts.Count > 0)
            blocks.Add(Section(string.Join('\n', letter.Notice.Facts.Take(MostFacts).Select(fact => $"{fact.Label}: {fact.Value}"))));
        if (NoticeForms.LinkOf(letter.Notice.Link, site) is { } link)
            blocks.Add(new { type = "actions", elements = new[] { new { type = "button", text = new { type = "plain_text", text = letter.Kind.Action }, url = link.AbsoluteUri } } });
        if (NoticeForms.PlaceOf(letter.Notice.Link, site) is { } place)
            blocks.Add(Section($"{letter.Kind.Action}: {place}"));
        blocks.Add(new { type = "context", elements = new[] { new { type = "plain_text", text = $"{letter.Company} · {letter.Kind.Group.Title} · for {letter.Delivery.Target}" } } });
        return new { text = Escaped(forms.Subject), blocks };
    }

    // Plain text: nothing in it is a link, a mention or a format. A section may not be empty.
    private static object Section(string text) => new { type = "section", text = new { type = "plain_text", text = text is "" ? " " : Plain.Cut(text, LongestSection) } };

    /// <summary>The line of the notification is always markup; these three characters begin a mention or a link.</summary>
    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
