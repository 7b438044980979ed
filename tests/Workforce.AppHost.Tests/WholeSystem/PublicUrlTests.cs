namespace Workforce.AppHost.Tests.WholeSystem;

/// <summary>Links in messages lead to the web.</summary>
public sealed class PublicUrlTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("https://workforce.acme.example")]
    public async Task The_workers_are_told_where_people_reach_the_web(string? said)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(4));
        await using var system = await RunningSystem.StartAsync(patience.Token, said is null ? [] : [$"--Notifications:PublicUrl={said}"]);

        var told = system.SettingsOf("Workforce.Workers.dll", "Notifications__PublicUrl");

        Assert.NotEmpty(told);
        Assert.All(told, url => Assert.Equal(said ?? system.Web, url));
    }
}
