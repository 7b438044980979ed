using Npgsql;

namespace Workforce.Jobs.Storage;

/// <summary>What came of a claim.</summary>
/// <param name="Jobs">In the order in which they are to run.</param>
/// <param name="Lanes">Where something was to be had. More than none without a job: others are claiming it now.</param>
/// <param name="More">There are lanes that were not looked at.</param>
/// <param name="Opens">Time until some that are held up now may run; null: not known.</param>
/// <param name="Limited">Something limits some of the lanes: less than asked for may be all there is room for now.</param>
/// <param name="Waits">Some are held up until jobs that run have ended.</param>
/// <param name="Next">Where the next claim begins.</param>
internal sealed record ClaimAnswer(IReadOnlyList<ClaimedJob> Jobs, long Lanes, bool More, TimeSpan? Opens, bool Limited, bool Waits, ClaimRound Next)
{
    // The rows of "update … returning" arrive before the statement has committed. Nothing may be handed on until the
    // reader has come to its end: a completion that overtook the commit would find the job unclaimed and be lost.
    public static async Task<(ClaimAnswer? Answer, List<ClaimedJob> Jobs, Guid? Edge)> ReadAsync(NpgsqlDataReader row, int limit, CancellationToken ct)
    {
        var jobs = new List<ClaimedJob>(limit);
        ClaimAnswer? answer = null;
        Guid? edge = null;
        while (await row.ReadAsync(ct))
        {
            if (answer is null && !row.IsDBNull(0))
            {
                edge = row.IsDBNull(1) ? null : row.GetGuid(1);
                var opens = row.IsDBNull(3) ? (TimeSpan?)null : TimeSpan.FromMilliseconds(Math.Clamp(row.GetDouble(3), 0, 1e9));
                answer = new([], row.GetInt64(0), row.GetBoolean(2), opens, row.GetBoolean(4), row.GetBoolean(5), new());
            }
            if (!row.IsDBNull(6))
                jobs.Add(Read(row));
        }
        await row.NextResultAsync(ct);
        return (answer, jobs, edge);
    }

    private static ClaimedJob Read(NpgsqlDataReader row) => new(
        TenantId: row.GetGuid(6), Id: row.GetGuid(7), Epoch: row.GetInt64(8), UserId: row.IsDBNull(9) ? null : row.GetGuid(9),
        CorrelationId: row.GetGuid(10), ParentId: row.IsDBNull(11) ? null : row.GetGuid(11), Kind: row.GetString(12), Queue: row.GetString(13),
        Source: row.IsDBNull(14) ? null : row.GetString(14), Attempt: row.GetInt16(15), MaxAttempts: row.GetInt16(16), RankAt: row.GetDateTime(17),
        DueAt: row.GetDateTime(18), ClaimedAt: row.GetDateTime(19), Timeout: TimeSpan.FromMilliseconds(row.GetInt32(20)),
        Deadline: row.IsDBNull(21) ? null : row.GetFieldValue<DateTimeOffset>(21), TraceParent: row.IsDBNull(22) ? null : row.GetString(22),
        PayloadJson: row.GetString(23))
    {
        Keys = row.IsDBNull(24) ? [] : row.GetFieldValue<string[]>(24), CostsJson = row.IsDBNull(25) ? null : row.GetString(25), Limited = row.GetBoolean(26), Weight = row.GetInt16(27),
    };
}
