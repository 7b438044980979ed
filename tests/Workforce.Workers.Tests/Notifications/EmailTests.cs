using Workforce.Core.Notifications;

namespace Workforce.Workers.Tests.Notifications;

/// <summary>Mails to a real server, over TLS.</summary>
public sealed class EmailTests
{
    [Fact]
    public async Task A_notice_comes_as_a_mail_that_any_program_can_show()
    {
        await using var server = new MailServer();
        await using var office = await Office.OpenAsync(server.Settings());
        var ada = await office.AddAsync("Ada Lovelace");
        var deliveries = await office.TellAllAsync(Notice(ada) with { Title = "Crème brûlée: 80 % of the budget is spent, which is rather a lot for one morning 🍮", Text = "One <b>line</b>\nand another", Facts = [new("Spent & left", "8 € / 2 €")] });

        var mail = Assert.Single(server.Mails);
        var email = deliveries.Single(delivery => delivery.Channel is Channel.Email);
        Assert.Equal((DeliveryStatus.Sent, 1, null, $"<{email.Id:N}@acme.example>"), (email.Status, email.Attempts, email.Error, email.ProviderId));
        Assert.Equal(("MAIL FROM:<no-reply@acme.example>", "RCPT TO:<ada@acme.example>", true), (mail.From, mail.To, mail.Secret));
        var headers = mail.Headers;
        Assert.Equal(
            ["Date", "From", "To", "Message-ID", "Subject", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type"], headers.Keys);
        Assert.Equal("Budget: Crème brûlée: 80 % of the budget is spent, which is rather a lot for one morning 🍮", headers["Subject"]);
        Assert.Equal(("Workforce, Acmé <no-reply@acme.example>", "Ada Lovelace <ada@acme.example>", email.ProviderId), (headers["From"], headers["To"], headers["Message-ID"]));
        Assert.Equal(("List-Unsubscribe=One-Click", "auto-generated"), (headers["List-Unsubscribe-Post"], headers["Auto-Submitted"]));
        Assert.StartsWith("<https://workforce.acme.example/unsubscribe?token=", headers["List-Unsubscribe"], StringComparison.Ordinal);
        Assert.StartsWith("Crème brûlée: 80 %", mail.Text, StringComparison.Ordinal);
        Assert.Contains("\nOne <b>line</b>\nand another\n\n- Spent & left: 8 € / 2 €\n\nSee the spending: https://workforce.acme.example/agents\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("One &lt;b&gt;line&lt;/b&gt;<br>and another", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Spent &amp; left", mail.Html, StringComparison.Ordinal);
        Assert.All(mail.Raw.Split("\r\n"), line => Assert.True(line.Length <= 998 && line.All(c => c < 128), line));
    }

    [Theory]
    [InlineData("StartTls", false, "LOGIN")]
    [InlineData("Tls", true, "PLAIN")]
    public async Task Servers_of_every_usual_kind_are_spoken_to(string security, bool tlsFirst, string ways)
    {
        await using var server = new MailServer { TlsFirst = tlsFirst, OffersTls = !tlsFirst, Ways = ways };
        await using var office = await Office.OpenAsync(server.Settings(security));
        await office.TellAllAsync(Notice(await office.AddAsync()));

        Assert.True(Assert.Single(server.Mails).Secret);
    }

    [Fact]
    public async Task What_stands_in_a_title_or_a_name_is_never_a_header()
    {
        await using var server = new MailServer();
        await using var office = await Office.OpenAsync(server.Settings());
        var eve = await office.AddAsync("Eve\r\nBcc: all@acme.example\r\n\r\n<script>");
        await office.TellAllAsync(Notice(eve) with { Title = "A\r\nBcc: all@acme.example", Text = ".\r\n.\r\nQUIT\r\n" });

        var mail = Assert.Single(server.Mails);
        Assert.DoesNotContain("Bcc", mail.Headers.Keys);
        Assert.Equal(("Budget: A Bcc: all@acme.example", "Eve  Bcc: all@acme.example    <script> <ada@acme.example>"), (mail.Headers["Subject"].Replace("  ", " ", StringComparison.Ordinal), mail.Headers["To"]));
        Assert.Contains("\n.\n.\nQUIT\n", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_there_is_tried_once_and_a_busy_one_until_it_is_not()
    {
        await using var server = new MailServer();
        await using var office = await Office.OpenAsync(server.Settings());
        office.Pipeline.Logs.Expect("failed");
        var ada = await office.AddAsync();
        server.Refuse("550 5.1.1 no such user");
        var gone = (await office.TellAllAsync(Notice(ada))).Single(delivery => delivery.Channel is Channel.Email);
        Assert.Equal((DeliveryStatus.Failed, 1, "The mail server answered 550 5.1.1 no such user"), (gone.Status, gone.Attempts, gone.Error));
        Assert.Empty(server.Mails);

        server.Refuse("451 4.7.1 greylisted, come again");
        server.Refuse("421 4.3.2 shutting down");
        var busy = (await office.TellAllAsync(Notice(ada))).Single(delivery => delivery.Channel is Channel.Email);
        Assert.Equal((DeliveryStatus.Sent, 3, null), (busy.Status, busy.Attempts, busy.Error));
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task The_password_is_told_to_nobody_over_an_open_line_or_to_a_stranger()
    {
        await using var open = new MailServer { OffersTls = false };
        await using (var office = await Office.OpenAsync(open.Settings()))
        {
            office.Pipeline.Logs.Expect("failed");
            var email = (await office.TellAllAsync(Notice(await office.AddAsync()))).Single(delivery => delivery.Channel is Channel.Email);
            Assert.Equal((DeliveryStatus.Failed, 8, "The mail server cannot be used: the server does not offer STARTTLS."), (email.Status, email.Attempts, email.Error));
        }

        await using var stranger = new MailServer();
        await using (var office = await Office.OpenAsync(stranger.Settings(), new() { ["Notifications:Email:CertificateSha256"] = new string('0', 64) }))
        {
            office.Pipeline.Logs.Expect("failed");
            var email = (await office.TellAllAsync(Notice(await office.AddAsync()))).Single(delivery => delivery.Channel is Channel.Email);
            Assert.Equal((DeliveryStatus.Failed, 8), (email.Status, email.Attempts));
        }

        Assert.All(open.Said.Concat(stranger.Said), line => Assert.DoesNotContain("AUTH", line, StringComparison.Ordinal));
    }

    internal static Notice Notice(Guid person) =>
        new() { Key = Guid.NewGuid().ToString(), Kind = "budget.near", Title = "80 % of the budget is spent", Text = "Tag has spent 8 € of 10 €.", Link = "/agents", To = Audience.People(person) };
}
