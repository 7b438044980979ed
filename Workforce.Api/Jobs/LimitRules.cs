using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Wire;
using Workforce.Contracts.Jobs;
using Workforce.Jobs.Gates;

namespace Workforce.Api.Jobs;

/// <summary>What a company may ask for as a limit, each fault under the name of its field.</summary>
internal static class LimitRules
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(60);

    public static ValidationProblem? Read(LimitJobsRequest request, Guid tenant, out JobLimit? limit)
    {
        limit = null;
        if (GateScope.Of(request.Scope, request.Name, tenant, out var scope) is { } wrong)
        {
            return wrong;
        }

        if (Each(request.Each, request.Prefix, out var each) is { } unclear)
        {
            return unclear;
        }

        var (running, most) = (request.Measure == "running", request.Most!.Value);
        if (most is < 0 or > 1_000_000_000_000_000 || (request.Measure is "running" or "starts" && (most != decimal.Truncate(most) || most > int.MaxValue)))
        {
            return Problems.Field("most", request.Measure is "running" or "starts" ? $"must be a whole number from 0 to {int.MaxValue}" : "must be 0 to 10^15");
        }

        if (running == request.PerSeconds is not null)
        {
            return Problems.Field("per_seconds", running ? "must be left out: what runs is limited at any moment" : "is required: it is limited in a time");
        }

        if (request.PerSeconds is { } seconds && !(seconds >= Shortest.TotalSeconds && seconds <= Longest.TotalSeconds))
        {
            return Problems.Field("per_seconds", $"must be {Shortest.TotalSeconds:0.##} to {Longest.TotalSeconds:0}");
        }

        var plain = request.Measure switch
        {
            "running" => JobLimit.Running(scope!, (int)most),
            "starts" => JobLimit.Starts(scope!, (int)most, Per(request)),
            _ => JobLimit.Budget(scope!, request.Measure, most, Per(request)),
        };
        limit = each switch
        {
            null => plain,
            { Of: ScopeOf.Key } => plain.ForEachKey(each.Prefix),
            { Of: { } of } => plain.ForEach(of),
            _ => plain,
        };
        return null;
    }

    /// <summary>Other companies are not among the words: what holds for each of them is not one company's to say.</summary>
    public static ValidationProblem? Each(string? word, string prefix, out LimitEach? each)
    {
        each = null;
        if (word is not (null or "queue" or "kind" or "key"))
        {
            return Problems.Field("each", "must be one of queue, kind, key, or left out; a limit holds for this company alone");
        }

        if (prefix.Length > 0 && word != "key")
        {
            return Problems.Field("prefix", "must be empty where the limit is not for each key");
        }

        if (prefix.Contains('\0', StringComparison.Ordinal))
        {
            return Problems.Field("prefix", "must not contain NUL");
        }

        each = word is null ? null : new(Of: Enum.Parse<ScopeOf>(word, ignoreCase: true), Prefix: prefix);
        return null;
    }

    private static TimeSpan Per(LimitJobsRequest request) => TimeSpan.FromSeconds(request.PerSeconds!.Value);
}
