using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Notifications;
using Workforce.Workers.Notifications.Push;

namespace Workforce.Workers.Tests.Notifications;

public sealed class PushTests
{
    [Fact]
    public void The_example_of_RFC_8291_comes_out_byte_for_byte()
    {
        // Section 5 and appendix A.
        using var sender = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
            Q = VapidKey.Point(Bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")).Q,
        });
        var body = PushEncryption.Encrypt(
            Encoding.ASCII.GetBytes("When I grow up, I want to be a watermelon"),
            Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            Bytes("BTBZMqHH6r4Tts7J_aSIgg"),
            sender,
            Bytes("DGv6ra1nlYgDCS1FRnbzlw"));

        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(body));
    }

    [Fact]
    public async Task Every_browser_of_a_person_can_read_what_came_and_knows_who_sent_it()
    {
        await using var service = await Receiver.StartAsync();
        using var key = new SenderKey();
        using var laptop = new Browser();
        using var phone = new Browser();
        await using var office = await Office.OpenAsync(service.Settings(), key.Settings);
        var ada = await office.AddAsync();
        await laptop.SubscribeAsync(office, ada, $"{service.Address}/push/laptop");
        await phone.SubscribeAsync(office, ada, $"{service.Address}/push/phone");
        var push = (await office.TellAllAsync(EmailTests.Notice(ada) with { Title = "Größe", Urgent = true, Text = new string('€', 5000) })).Single(delivery => delivery.Channel is Channel.Push);

        Assert.Equal((DeliveryStatus.Sent, "2 browsers"), (push.Status, push.ProviderId));
        Assert.Equal(["/push/laptop", "/push/phone"], service.Requests.Select(request => request.Path).Order());
        foreach (var request in service.Requests)
        {
            Assert.Equal(("aes128gcm", "86400", "high"), (request.Headers["Content-Encoding"], request.Headers["TTL"], request.Headers["Urgency"]));
            Assert.Equal(Base64Url.EncodeToString(push.Id.ToByteArray()), request.Headers["Topic"]);
            var claims = key.Verify(request.Headers["Authorization"]);
            Assert.Equal((service.Address, "mailto:ops@acme.example"), ((string)claims["aud"]!, (string)claims["sub"]!));
            Assert.InRange((long)claims["exp"]!, DateTimeOffset.UtcNow.AddHours(11).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.AddHours(24).ToUnixTimeSeconds());
            var message = (request.Path.EndsWith("phone", StringComparison.Ordinal) ? phone : laptop).Read(request.Body);
            Assert.Equal(("Budget: Größe", "/agents", push.Id), ((string)message["title"]!, (string)message["link"]!, (Guid)message["tag"]!));
            Assert.Equal(500, ((string)message["body"]!).Length);
        }
    }

    [Fact]
    public async Task A_subscription_that_has_ended_is_removed_and_a_browser_that_has_it_is_not_told_again()
    {
        await using var service = await Receiver.StartAsync();
        using var key = new SenderKey();
        using var browser = new Browser();
        await using var office = await Office.OpenAsync(service.Settings(), key.Settings);
        var ada = await office.AddAsync();
        foreach (var name in (string[])["a", "b", "c"])
            await browser.SubscribeAsync(office, ada, $"{service.Address}/push/{name}");
        service.Answer(HttpStatusCode.Created);
        service.Answer(HttpStatusCode.Gone);
        service.Answer(HttpStatusCode.ServiceUnavailable, retryAfter: 0);
        var push = (await office.TellAllAsync(EmailTests.Notice(ada))).Single(delivery => delivery.Channel is Channel.Push);

        Assert.Equal((DeliveryStatus.Sent, 2, "2 browsers"), (push.Status, push.Attempts, push.ProviderId));
        var asked = service.Requests.Select(request => request.Path).ToList();
        Assert.Equal(4, asked.Count);
        Assert.Equal(asked[2], asked[3]);
        var left = await office.Pipeline.ReadAsync(db => db.PushSubscriptions.Select(row => row.Endpoint).ToListAsync());
        Assert.Equal([asked[0], asked[2]], left.Select(endpoint => new Uri(endpoint).AbsolutePath).Order());

        service.Answer(HttpStatusCode.NotFound);
        service.Answer(HttpStatusCode.Gone);
        push = (await office.TellAllAsync(EmailTests.Notice(ada))).Single(delivery => delivery.Channel is Channel.Push);
        Assert.Equal((DeliveryStatus.Suppressed, "Every subscription of the person has ended."), (push.Status, push.Error));
        Assert.Equal(0, await office.Pipeline.ReadAsync(db => db.PushSubscriptions.CountAsync()));
    }

    [Fact]
    public async Task An_address_inside_of_our_network_is_not_called()
    {
        using var key = new SenderKey();
        using var browser = new Browser();
        await using var office = await Office.OpenAsync(key.Settings);
        office.Pipeline.Logs.Expect("failed");
        var ada = await office.AddAsync();
        await browser.SubscribeAsync(office, ada, "https://169.254.169.254/latest/meta-data");
        var push = (await office.TellAllAsync(EmailTests.Notice(ada))).Single(delivery => delivery.Channel is Channel.Push);

        Assert.Equal((DeliveryStatus.Failed, 1, "169.254.169.254 is no public address."), (push.Status, push.Attempts, push.Error));
    }

    private static byte[] Bytes(string base64Url) => Base64Url.DecodeFromChars(base64Url);
}
