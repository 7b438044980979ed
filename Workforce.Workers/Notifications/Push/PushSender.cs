using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Notifications.Push;

/// <summary>Sends to every browser of a person that is subscribed: RFC 8030. Those that have it are noted one by one, so that another try goes to the rest alone.</summary>
internal sealed class PushSender(WorkforceDbContext db, Outbound outbound, IOptions<NotificationOptions> options, TimeProvider time) : ISender
{
    private const int LongestBody = 500;

    // A message that found no browser open for a day has become stale.
    private static readonly TimeSpan Lives = TimeSpan.FromDays(1);

    public Channel Channel => Channel.Push;

    public int Tries => 6;

    public RetryPolicy Retry => new(options.Value.RetryFirst ?? TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(30));

    public bool IsConfigured(Guid tenant) => options.Value.Push.IsConfigured;

    public async Task<SendResult> SendAsync(Letter letter, CancellationToken ct)
    {
        var browsers = await db.PushSubscriptions.AsNoTracking().Where(browser => browser.UserId == letter.Delivery.UserId).OrderBy(browser => browser.Id).ToListAsync(ct);
        var reached = letter.Delivery.Reached.Length;
        var failures = new List<SendResult>();
        using var key = new VapidKey(options.Value.Push);
        var message = Message(letter, options.Value.PublicUrl);
        foreach (var browser in browsers.Where(browser => !letter.Delivery.Reached.Contains(browser.Id)))
        {
            var answer = await PostAsync(browser, message, letter, key, ct);
            if (answer.IsYes)
            {
                reached++;
                await NoteAsync(letter.Delivery.Id, browser.Id, ct);
            }
            // The subscription has ended, RFC 8030, section 7.3: nobody will ever hear from it again.
            else if (answer.Status is HttpStatusCode.Gone or HttpStatusCode.NotFound)
                await db.PushSubscriptions.Where(row => row.Id == browser.Id).ExecuteDeleteAsync(ct);
            else
                failures.Add(answer.No("The push service"));
        }

        return failures.OfType<SendResult.Later>().MaxBy(later => later.After) is { } again ? again
            : reached > 0 ? new SendResult.Sent(reached == 1 ? "1 browser" : $"{reached} browsers")
            : failures.FirstOrDefault() ?? new SendResult.Nowhere(browsers.Count == 0 ? DeliveryPlan.NoBrowser : "Every subscription of the person has ended.");
    }

    private async Task<OutboundAnswer> PostAsync(PushSubscription browser, byte[] message, Letter letter, VapidKey key, CancellationToken ct)
    {
        var endpoint = new Uri(browser.Endpoint);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(PushEncryption.Encrypt(message, browser.P256dh, browser.Auth)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.TryAddWithoutValidation("Authorization", key.Authorization(endpoint, time.GetUtcNow()));
        request.Headers.Add("TTL", $"{Lives.TotalSeconds:0}");
        request.Headers.Add("Urgency", letter.Notice.Urgent ? "high" : "normal");
        // Sent twice, the second replaces the first as long as no browser has fetched it: section 5.4.
        request.Headers.Add("Topic", Base64Url.EncodeToString(letter.Delivery.Id.ToByteArray()));
        return await outbound.PostAsync(request, ct);
    }

    /// <summary>What the service worker of the web shows. The tag makes a second showing replace the first.</summary>
    private static byte[] Message(Letter letter, Uri? site)
    {
        var forms = NoticeForms.Of(letter, site, null);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            title = Plain.Cut(forms.Subject, LongestBody / 2), body = Plain.Cut(letter.Notice.Text, LongestBody), link = letter.Notice.Link ?? "/", tag = letter.Delivery.Id, urgent = letter.Notice.Urgent,
        });
    }

    private async Task NoteAsync(Guid delivery, Guid browser, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"update notify.delivery set reached = array_append(reached, {browser}) where id = {delivery}", ct);
        await db.PushSubscriptions.Where(row => row.Id == browser).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSentAt, now), ct);
    }
}
