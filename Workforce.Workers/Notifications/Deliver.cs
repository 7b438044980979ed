using Npgsql;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Notifications;

/// <summary>
/// Sends one delivery. That it was sent and that its job is done are one commit, so what was recorded as sent is never sent again.
/// Between the other side's yes and that commit lies a moment in which a process may die: then it is sent once more, under the
/// same Message-ID, topic or key.
/// </summary>
internal sealed partial class Deliver(WorkforceDbContext db, Letters letters, IEnumerable<ISender> senders, TimeProvider time, ILogger<Deliver> logger) : JobHandler<DeliveryTask>
{
    public override async Task<JobOutcome> HandleAsync(DeliveryTask payload, JobContext job, CancellationToken ct)
    {
        if (await letters.ReadAsync(payload.DeliveryId, ct) is not { } letter)
            return JobOutcome.Cancel("The notice was deleted.");
        if (letter.Delivery.Status is not DeliveryStatus.Pending)
            return JobOutcome.Complete(new { was = letter.Delivery.Status });
        // The rows are what the bell shows, and the end of this job is what tells open browsers to look.
        if (letter.Delivery.Channel is Channel.InApp)
            return await InTransactionAsync(() => letters.ShownAsync(letter.Notice.Id, ct), new { sent = Name(Channel.InApp) }, job, ct);
        if (letter.QuietUntil(time.GetUtcNow()) is { } quiet)
        {
            await letters.PutOffAsync(letter.Delivery.Id, quiet, ct);
            return JobOutcome.Snooze(quiet);
        }

        var sender = senders.Single(sender => sender.Channel == letter.Delivery.Channel);
        if (!sender.IsConfigured(letter.Delivery.TenantId))
            return await EndAsync(letter, DeliveryStatus.Suppressed, $"{Name(sender.Channel)} is not configured.", job, ct);
        // The last process died in the last try.
        if (letter.Delivery.Attempts >= sender.Tries)
            return await FailAsync(letter, letter.Delivery.Error ?? "It is not known whether the last try went through.", job, ct);

        await letters.BeginAsync(letter.Delivery.Id, ct);
        return await TryAsync(sender, letter, ct) switch
        {
            SendResult.Sent sent => await SentAsync(letter, sent.ProviderId, job, ct),
            SendResult.Nowhere nowhere => await EndAsync(letter, DeliveryStatus.Suppressed, nowhere.Reason, job, ct),
            SendResult.Refused refused => await FailAsync(letter, refused.Reason, job, ct),
            SendResult.Later later when letter.Delivery.Attempts + 1 >= sender.Tries => await FailAsync(letter, later.Reason, job, ct),
            SendResult.Later later => await AgainAsync(sender, letter, later, ct),
            var other => throw new InvalidOperationException($"Unknown result {other}."),
        };
    }

    private static async Task<SendResult> TryAsync(ISender sender, Letter letter, CancellationToken ct)
    {
        try
        {
            return await sender.SendAsync(letter, ct);
        }
        catch (Exception surprise) when (surprise is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // Counts as a try of the delivery; the job's own attempts are not for this.
            return new SendResult.Later($"{surprise.GetType().Name}: {surprise.Message}");
        }
    }

    private async Task<JobOutcome> AgainAsync(ISender sender, Letter letter, SendResult.Later later, CancellationToken ct)
    {
        await letters.NoteAsync(letter.Delivery.Id, later.Reason, ct);
        var delay = sender.Retry.DelayAfter(letter.Delivery.Attempts + 1, Random.Shared.NextDouble());
        return JobOutcome.Retry(later.Reason, later.After > delay ? later.After : delay);
    }

    private async Task<JobOutcome> SentAsync(Letter letter, string? providerId, JobContext job, CancellationToken ct) =>
        await InTransactionAsync(() => letters.SentAsync(letter.Delivery.Id, providerId, ct), new { sent = Name(letter.Delivery.Channel), id = providerId }, job, ct);

    private async Task<JobOutcome> FailAsync(Letter letter, string reason, JobContext job, CancellationToken ct)
    {
        LogFailed(letter.Delivery.Id, letter.Delivery.Channel, reason);
        return await EndAsync(letter, DeliveryStatus.Failed, reason, job, ct);
    }

    private async Task<JobOutcome> EndAsync(Letter letter, DeliveryStatus status, string reason, JobContext job, CancellationToken ct) =>
        await InTransactionAsync(() => letters.EndAsync(letter.Delivery.Id, status, reason, ct), new { status, reason }, job, ct);

    private async Task<JobOutcome> InTransactionAsync(Func<Task> write, object result, JobContext job, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await write();
        var outcome = await job.CompleteAsync(result, (NpgsqlConnection)db.Database.GetDbConnection(), ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    private static string Name(Channel channel) => channel switch
    {
        Channel.InApp => "In the app",
        Channel.Email => "E-mail",
        Channel.Slack => "Slack",
        Channel.Sms => "SMS",
        Channel.Push => "Web push",
        _ => channel.ToString(),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Delivery} by {Channel} failed: {Reason}")]
    private partial void LogFailed(Guid delivery, Channel channel, string reason);
}
