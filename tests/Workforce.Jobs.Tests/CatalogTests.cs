using Workforce.Jobs.Bells;

namespace Workforce.Jobs.Tests;

public sealed class CatalogTests
{
    [Fact]
    public void A_kind_can_be_in_the_catalog_once()
    {
        var catalog = new JobCatalog().Add<Note, Does>(Kinds.First).Add<Note, Does>(Kinds.Second);
        Assert.Equal(["first.note", "second.note"], catalog.Kinds);
        Assert.Equal("Kind 'first.note' is in the catalog twice: Does and Does.", Assert.Throws<InvalidOperationException>(() => catalog.Add<Note, Does>(Kinds.First)).Message);
    }

    [Theory]
    [InlineData("tag.categorize", "tag", "categorize")]
    [InlineData("a1.b_2", "a1", "b_2")]
    public void A_kind_is_a_queue_and_an_intent(string name, string queue, string intent)
    {
        var kind = new JobKind<Note>(name);
        Assert.Equal((queue, intent), (kind.Queue, kind.Intent));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tag")]
    [InlineData("tag.")]
    [InlineData(".categorize")]
    [InlineData("Tag.categorize")]
    [InlineData("tag.categorize.all")]
    [InlineData("1tag.categorize")]
    [InlineData("tag.categorize\n")]
    public void Any_other_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => new JobKind<Note>(name));

    [Fact]
    public void States_have_their_wire_names_both_ways()
    {
        Assert.Equal(["pending", "processing", "retrying", "waiting", "completed", "failed", "cancelled"], Enum.GetValues<JobState>().Select(s => s.Wire()));
        Assert.Equal(Enum.GetValues<JobState>(), Enum.GetValues<JobState>().Select(s => JobStates.Parse(s.Wire())));
        Assert.Equal([JobState.Completed, JobState.Failed, JobState.Cancelled], Enum.GetValues<JobState>().Where(s => s.IsFinished()));
        Assert.Throws<ArgumentException>(() => JobStates.Parse("Pending"));
    }

    [Fact]
    public void A_bell_is_heard_by_others_and_says_everything_when_it_would_say_too_much()
    {
        Assert.Equal(["first", "*events"], BellMessage.Read("b", BellMessage.Write("a", ["first", "*events"])));
        Assert.Empty(BellMessage.Read("a", BellMessage.Write("a", ["first"])));
        Assert.Equal(["*"], BellMessage.Read("b", BellMessage.Write("a", [.. Enumerable.Range(0, 65).Select(n => $"q{n}")])));
        Assert.Equal(64, BellMessage.Read("b", BellMessage.Write("a", [.. Enumerable.Range(0, 64).Select(n => $"q{n}")])).Length);
        Assert.Empty(BellMessage.Read("b", "nonsense"));
        Assert.Empty(BellMessage.Read("b", null));
    }

    [Fact]
    public void Options_under_which_a_live_worker_would_look_lost_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new JobsOptions { Beat = TimeSpan.FromSeconds(2) }.ThrowIfBad());
}
