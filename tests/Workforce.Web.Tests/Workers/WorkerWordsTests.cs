using Workforce.Contracts.Workers;
using Workforce.Web.Workers;

namespace Workforce.Web.Tests.Workers;

public sealed class WorkerWordsTests
{
    private static readonly WorkerRow Worker = new(Guid.Empty, "w", "go 1.24", "2", "10.0.0.7:9", "workers-1", ["a.b"], [], 8, 3, 0, 0, 0, 0, default, default, false);

    [Theory]
    [InlineData(-1, "just now", false)]
    [InlineData(14.9, "just now", false)]
    [InlineData(15, "15 s ago", true)]
    [InlineData(59.9, "59 s ago", true)]
    [InlineData(60, "1 min ago", true)]
    [InlineData(7200, "2 h ago", true)]
    public void How_long_ago_it_was_heard_of(double seconds, string said, bool late) =>
        Assert.Equal((said, late), (WorkerWords.Heard(TimeSpan.FromSeconds(seconds)), WorkerWords.Late(TimeSpan.FromSeconds(seconds))));

    [Fact]
    public void Who_it_is_without_what_it_did_not_say()
    {
        Assert.Equal("go 1.24 · 2 · from 10.0.0.7:9 · attached to workers-1", WorkerWords.Who(Worker));
        Assert.Equal("attached to workers-1", WorkerWords.Who(Worker with { Language = "", Version = "", Address = "" }));
    }

    [Theory]
    [InlineData(0, 8, false, "0 of 8 slots in use", 0, "Waits for work")]
    [InlineData(3, 8, false, "3 of 8 slots in use", 37, "At work")]
    [InlineData(1, 1, false, "1 of 1 slot in use", 100, "At work")]
    [InlineData(9, 8, true, "9 of 8 slots in use", 100, "Draining")]
    public void What_it_has_in_hand(int held, int slots, bool draining, string said, int percent, string state)
    {
        var worker = Worker with { JobsInHand = held, Slots = slots, Draining = draining };
        Assert.Equal((said, percent, state), (WorkerWords.Slots(worker), WorkerWords.Percent(worker), WorkerWords.State(worker).Text));
    }

    [Theory]
    [InlineData(0, "Its connection ends. It has nothing in hand now; what it takes until then goes back in line, and the attempt counts.")]
    [InlineData(1, "Its connection ends at once. 1 job that it has in hand goes back in line for another worker, and the attempt counts. Drain it instead to let it finish.")]
    [InlineData(3, "Its connection ends at once. 3 jobs that it has in hand go back in line for another worker, and the attempt counts. Drain it instead to let it finish.")]
    public void What_detaching_it_does(int held, string said) => Assert.Equal(said, WorkerWords.Detaching(Worker with { JobsInHand = held }));
}
