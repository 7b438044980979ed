namespace Workforce.Jobs.Tests;

/// <summary>What a test's jobs carry.</summary>
internal sealed record Note(int Number, string Text = "");

/// <summary>Kinds for tests, and a handler that does whatever the test says.</summary>
internal static class Kinds
{
    public static readonly JobKind<Note> First = new("first.note");
    public static readonly JobKind<Note> Second = new("second.note");
}

internal delegate Task<JobOutcome> Doing(Note note, JobContext job, CancellationToken ct);

internal sealed class Does(Doing doing) : JobHandler<Note>
{
    public override Task<JobOutcome> HandleAsync(Note payload, JobContext job, CancellationToken ct) => doing(payload, job, ct);
}
