using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Workforce.Contracts.WorkerPool.V1;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Workforce.Worker.Client;

/// <summary>One attempt as its handler sees it.</summary>
public sealed class JobContext
{
    private readonly Grant grant;
    private readonly Session session;
    private readonly ConcurrentDictionary<string, decimal> spent = new(StringComparer.Ordinal);

    internal JobContext(Grant grant, Session session, ILogger process) => (this.grant, this.session, Log) = (grant, session, new JobLog(this, process));

    /// <summary>The job.</summary>
    public Guid JobId => Guid.Parse(grant.JobId);

    /// <summary>Ties the jobs of one undertaking together.</summary>
    public Guid CorrelationId => Guid.Parse(grant.CorrelationId);

    /// <summary>The job that made this one.</summary>
    public Guid? ParentId => grant.ParentId.Length == 0 ? null : Guid.Parse(grant.ParentId);

    /// <summary>The person it is done for.</summary>
    public Guid? UserId => grant.UserId.Length == 0 ? null : Guid.Parse(grant.UserId);

    /// <summary>Wire name of the kind.</summary>
    public string Kind => grant.Kind;

    /// <summary>The queue that handed it on.</summary>
    public string? Source => grant.Source.Length == 0 ? null : grant.Source;

    /// <summary>From 1.</summary>
    public int Attempt => grant.Attempt;

    /// <summary>Attempts allowed.</summary>
    public int MaxAttempts => grant.MaxAttempts;

    /// <summary>Number of this lease.</summary>
    public long LeaseEpoch => grant.LeaseEpoch;

    /// <summary>When the job fails; null: no deadline.</summary>
    public DateTimeOffset? Deadline => grant.Deadline?.ToDateTimeOffset();

    /// <summary>The job's own log, besides the process's: lines from Debug on are kept with the job and sent live; where more than 10,000 wait to be sent, further ones are not.</summary>
    public ILogger Log { get; }

    internal Lease Lease => new() { JobId = grant.JobId, LeaseEpoch = grant.LeaseEpoch };

    internal IEnumerable<KeyValuePair<string, string>> Spent => spent.Select(s => KeyValuePair.Create(s.Key, s.Value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Adds to what this attempt has really cost; limits on the unit are settled with the sum when it ends.</summary>
    /// <param name="unit">Lower case letters, digits and _, e.g. <c>tokens</c>, <c>usd</c>.</param>
    /// <param name="amount">0 to 10^15.</param>
    public void Spend(string unit, decimal amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        spent.AddOrUpdate(unit, amount, (_, before) => before + amount);
    }

    /// <summary>Tells everybody who watches how far it is. Of reports in quick succession the latest is stored.</summary>
    /// <param name="percent">0 to 100.</param>
    /// <param name="message">A short sentence for people.</param>
    public void Report(int percent, string message)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        session.Say(new() { Progress = new() { JobId = grant.JobId, LeaseEpoch = grant.LeaseEpoch, Percent = percent, Message = message } });
    }

    /// <summary>Hands work on: same tenant, person and correlation, this job as parent. It is stored when this returns, if this job's lease is still held then.</summary>
    /// <param name="kind">What is to be done; the key's scopes must cover it.</param>
    /// <param name="payload">With what.</param>
    /// <param name="idempotencyKey">The same for every attempt of this job, so that a repetition makes nothing twice.</param>
    /// <param name="ct">Gives up waiting; whether it was stored is then not known.</param>
    /// <returns>The job's id.</returns>
    /// <exception cref="StaleLeaseException">The lease is no longer held; nothing was stored.</exception>
    /// <exception cref="RpcException">The server refused it; the status says why.</exception>
    public async Task<Guid> EnqueueNextAsync<TPayload>(JobKind<TPayload> kind, TPayload payload, string idempotencyKey, CancellationToken ct)
    {
        var json = kind.TypeInfo is { } info ? JsonSerializer.Serialize(payload, info) : JsonSerializer.Serialize(payload, JobJson.Options);
        try
        {
            var stored = await session.Client.EnqueueAsync(new() { Kind = kind.Name, PayloadJson = json, IdempotencyKey = idempotencyKey, Parent = Lease }, session.Headers, cancellationToken: ct);
            return Guid.Parse(stored.JobId);
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.Aborted)
        {
            throw new StaleLeaseException(refused.Status.Detail);
        }
    }

    private sealed class JobLog(JobContext job, ILogger process) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => process.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel is not (LogLevel.Trace or LogLevel.None) || process.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            process.Log(logLevel, eventId, state, exception, formatter);
            if (logLevel is LogLevel.Trace or LogLevel.None)
                return;
            var text = exception is null ? formatter(state, exception) : $"{formatter(state, exception)}\n{exception}";
            job.session.Say(new()
            {
                Log = new() { JobId = job.grant.JobId, LeaseEpoch = job.grant.LeaseEpoch, Level = (Contracts.WorkerPool.V1.LogLevel)logLevel, Message = text.Length <= 8192 ? text : $"{text[..8192]}…" },
            });
        }
    }
}
