using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Workforce.Workers.Notifications;

/// <summary>A provider of SMS with the interface of Twilio's Messages resource: https://www.twilio.com/docs/messaging/api/message-resource.</summary>
internal sealed class SmsGateway(Outbound outbound, IOptions<NotificationOptions> options)
{
    public async Task<SendResult> SendAsync(string number, string text, Guid key, CancellationToken ct)
    {
        var sms = options.Value.Sms;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sms.Url, $"/2010-04-01/Accounts/{Uri.EscapeDataString(sms.Account!)}/Messages.json"))
        {
            Content = new FormUrlEncodedContent([new("To", number), new("From", sms.From!), new("Body", text)]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{sms.Account}:{sms.Token}")));
        // Twilio ignores it; providers that know it send once.
        request.Headers.Add("Idempotency-Key", key.ToString());
        var answer = await outbound.PostAsync(request, ct);
        // An invalid number (21211), one that has opted out (21610) and the like come as 400: no other try would help.
        return answer.IsYes ? new SendResult.Sent(Member(answer.Body, "sid")) : (answer with { Body = Said(answer.Body) }).No("The SMS provider");
    }

    /// <summary>The code and message of an error, where the body is one.</summary>
    private static string Said(string body) => Member(body, "message") is { } message ? $"{Member(body, "code")} {message}".Trim() : body;

    private static string? Member(string body, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
