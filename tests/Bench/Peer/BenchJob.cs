using System.Text.Json.Serialization;
using Workforce.Jobs;

namespace Bench.Peer;

/// <param name="I">Its number; below 0: to warm up, not measured.</param>
/// <param name="T">Nanoseconds just before the enqueue call.</param>
internal sealed record BenchJob(long I, string? T = null)
{
    public static readonly JobKind<BenchJob> Kind = new("bench.noop") { TypeInfo = BenchJson.Default.BenchJob };

    public static readonly Guid Tenant = Guid.Parse("0198c000-0000-7000-8000-000000000001");

    public static readonly Guid OtherTenant = Guid.Parse("0198c000-0000-7000-8000-000000000002");

    public static NewJob New(long i, string? t = null) => NewJob.Of(Kind, new(i, t), Tenant);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BenchJob))]
internal sealed partial class BenchJson : JsonSerializerContext;
