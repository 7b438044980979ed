using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Notifications;

namespace Workforce.Workers.Tests.Notifications;

public sealed partial class SmsTests
{
    [Fact]
    public async Task A_verified_number_gets_one_line_with_a_link()
    {
        await using var provider = await Receiver.StartAsync();
        await using var office = await Office.OpenAsync(provider.Settings());
        var ada = await WithPhoneAsync(office);
        var sms = (await office.TellAllAsync(EmailTests.Notice(ada) with { Text = new string('x', 5000), Title = new string('y', 299) })).Single(delivery => delivery.Channel is Channel.Sms);

        Assert.Equal((DeliveryStatus.Sent, "SM42"), (sms.Status, sms.ProviderId));
        var request = Assert.Single(provider.Requests);
        Assert.Equal("/2010-04-01/Accounts/AC123/Messages.json", request.Path);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("AC123:the provider's token"))}", request.Headers["Authorization"]);
        Assert.Equal(sms.Id.ToString(), request.Headers["Idempotency-Key"]);
        var form = Form(request);
        Assert.Equal(("+15550100", "+4915112345678"), (form["From"], form["To"]));
        Assert.StartsWith("Test: Budget: yyy", form["Body"], StringComparison.Ordinal);
        Assert.EndsWith("yy… https://workforce.acme.example/agents", form["Body"], StringComparison.Ordinal);
        Assert.Equal(300, form["Body"].Length);
    }

    [Fact]
    public async Task An_invalid_number_is_not_tried_again_and_a_provider_that_is_down_is()
    {
        await using var provider = await Receiver.StartAsync();
        await using var office = await Office.OpenAsync(provider.Settings());
        office.Pipeline.Logs.Expect("failed");
        var ada = await WithPhoneAsync(office);
        provider.Answer(HttpStatusCode.BadRequest, """{"code":21211,"message":"The 'To' number is not a valid phone number.","status":400}""");
        var invalid = (await office.TellAllAsync(EmailTests.Notice(ada))).Single(delivery => delivery.Channel is Channel.Sms);
        Assert.Equal((DeliveryStatus.Failed, 1, "The SMS provider answered 400: 21211 The 'To' number is not a valid phone number."), (invalid.Status, invalid.Attempts, invalid.Error));

        provider.Answer(HttpStatusCode.ServiceUnavailable);
        provider.Answer(HttpStatusCode.TooManyRequests, retryAfter: 0);
        var late = (await office.TellAllAsync(EmailTests.Notice(ada))).Single(delivery => delivery.Channel is Channel.Sms);
        Assert.Equal((DeliveryStatus.Sent, 3), (late.Status, late.Attempts));
        Assert.Single(provider.Requests.Skip(1).Select(request => request.Headers["Idempotency-Key"]).Distinct());
    }

    [Fact]
    public async Task A_number_gets_a_code_that_is_in_no_row()
    {
        await using var provider = await Receiver.StartAsync();
        await using var office = await Office.OpenAsync(provider.Settings());
        var ada = await office.AddAsync();
        await office.SetAsync(new PersonSettings { TenantId = office.Pipeline.Tenant, UserId = ada, PhonePending = "+4915112345678" });
        await office.EnqueueAsync(NotificationJobs.PhoneCode, new PhoneCodeTask(ada));
        await office.Pipeline.IdleAsync();

        var form = Form(Assert.Single(provider.Requests));
        var code = Code().Match(form["Body"]).Value;
        Assert.Equal("+4915112345678", form["To"]);
        var settings = await office.Pipeline.ReadAsync(db => db.PersonSettings.AsNoTracking().SingleAsync());
        Assert.Equal(PhoneCode.HashOf(code, ada, "+4915112345678"), settings.PhoneCodeHash);
        Assert.InRange(settings.PhoneCodeEndsAt!.Value, DateTimeOffset.UtcNow.AddMinutes(8), DateTimeOffset.UtcNow.AddMinutes(11));
        Assert.DoesNotContain(code, await office.QueryAsync<string>("select string_agg(h::text, '') from jobs.job_history h where kind = 'notifications.phone_code'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_takes_no_code_is_said_to()
    {
        await using var provider = await Receiver.StartAsync();
        await using var office = await Office.OpenAsync(provider.Settings());
        var ada = await office.AddAsync();
        await office.SetAsync(new PersonSettings { TenantId = office.Pipeline.Tenant, UserId = ada, PhonePending = "+4915112345678" });
        provider.Answer(HttpStatusCode.BadRequest, """{"code":21211,"message":"not a number"}""");
        await office.EnqueueAsync(NotificationJobs.PhoneCode, new PhoneCodeTask(ada));
        await office.Pipeline.IdleAsync();

        var settings = await office.Pipeline.ReadAsync(db => db.PersonSettings.AsNoTracking().SingleAsync());
        Assert.Equal(("The SMS provider answered 400: 21211 not a number", null), (settings.PhoneError, settings.PhoneCodeHash));
    }

    private static async Task<Guid> WithPhoneAsync(Office office)
    {
        var ada = await office.AddAsync();
        await office.SetAsync(new PersonSettings { TenantId = office.Pipeline.Tenant, UserId = ada, Phone = "+4915112345678" });
        await office.WishAsync(ada, "budgets", Channel.Sms);
        return ada;
    }

    private static Dictionary<string, string> Form(ReceivedRequest request) => new FormReader(Encoding.UTF8.GetString(request.Body)).ReadForm().ToDictionary(field => field.Key, field => field.Value.ToString());

    [GeneratedRegex("^[0-9]{6}")]
    private static partial Regex Code();
}
