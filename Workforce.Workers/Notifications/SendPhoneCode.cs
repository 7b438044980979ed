using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Notifications;

/// <summary>Sends a code to a number that somebody says is theirs. The code is made here and only its hash is kept, so it stands in no row and no job.</summary>
internal sealed class SendPhoneCode(WorkforceDbContext db, SmsGateway gateway, IOptions<NotificationOptions> options, TimeProvider time) : JobHandler<PhoneCodeTask>
{
    public override async Task<JobOutcome> HandleAsync(PhoneCodeTask payload, JobContext job, CancellationToken ct)
    {
        if (await db.PersonSettings.SingleOrDefaultAsync(row => row.UserId == payload.UserId, ct) is not { PhonePending: { } number } settings)
            return JobOutcome.Cancel("No number waits for a code.");
        if (!options.Value.Sms.IsConfigured)
            return await RefusedAsync(settings, "SMS is not configured.", ct);

        var code = PhoneCode.New();
        (settings.PhoneCodeHash, settings.PhoneCodeEndsAt, settings.PhoneCodeTries, settings.PhoneError) = (PhoneCode.HashOf(code, payload.UserId, number), time.GetUtcNow() + PhoneCode.Lives, 0, null);
        await db.SaveChangesAsync(ct);
        return await gateway.SendAsync(number, $"{code} is your code for Workforce. It is good for {PhoneCode.Lives.TotalMinutes:0} minutes.", job.JobId, ct) switch
        {
            SendResult.Sent => JobOutcome.Complete(new { sent = true }),
            SendResult.Later later when job.Attempt < job.MaxAttempts => JobOutcome.Retry(later.Reason, later.After),
            SendResult.Later later => await RefusedAsync(settings, later.Reason, ct),
            SendResult.Refused refused => await RefusedAsync(settings, refused.Reason, ct),
            var other => throw new InvalidOperationException($"Unknown result {other}."),
        };
    }

    private async Task<JobOutcome> RefusedAsync(PersonSettings settings, string reason, CancellationToken ct)
    {
        (settings.PhoneError, settings.PhoneCodeHash) = (reason, null);
        await db.SaveChangesAsync(ct);
        return JobOutcome.Complete(new { sent = false, reason });
    }
}
