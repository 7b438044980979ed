using System.Globalization;
using Workforce.Contracts.Jobs;

namespace Workforce.Web.Jobs;

/// <summary>Where on the common time axis each job waited and ran, in percent of the whole.</summary>
public sealed record TimelineScale(DateTimeOffset Start, TimeSpan Whole)
{
    public static TimelineScale Of(IReadOnlyList<JobDetails> jobs, DateTimeOffset now)
    {
        var start = jobs.Min(job => job.Job.CreatedAt);
        var end = jobs.Max(job => End(job.Job, now));
        return new TimelineScale(start, end > start ? end - start : TimeSpan.FromMilliseconds(1));
    }

    public static DateTimeOffset End(JobSummary job, DateTimeOffset now) => job.FinishedAt ?? (now > job.CreatedAt ? now : job.CreatedAt);

    public double At(DateTimeOffset at) => Math.Clamp((at - Start) / Whole * 100, 0, 100);

    /// <summary>A bar from one instant to another; one that is too short to see is still a dot.</summary>
    public string Bar(DateTimeOffset from, DateTimeOffset to)
    {
        var left = At(from);
        var width = Math.Max(0.7, At(to) - left);
        return string.Create(CultureInfo.InvariantCulture, $"inset-inline-start:{Math.Min(left, 99.3):0.###}%;width:{width:0.###}%");
    }
}
