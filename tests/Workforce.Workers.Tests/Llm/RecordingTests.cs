using Workforce.Workers.Llm;

namespace Workforce.Workers.Tests.Llm;

public sealed class RecordingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("recordings").FullName;

    [Fact]
    public async Task What_was_recorded_is_answered_from_its_file_for_nothing()
    {
        var outside = Skills.Question with { Parts = [ModelPart.Outside("mail", "My key is sk-live-0123456789abcdefghij.")] };
        await using (var server = await ModelServer.StartAsync(ModelAnswer.Text("Sorry."), ModelAnswer.Text(Skills.Good)))
        {
            await using var recording = await Asking.StartAsync(server.Address, ("Model:Recording", "Record"), ("Model:RecordingFolder", folder));
            await recording.AskAsync(outside);
        }

        await using var replaying = await Asking.StartAsync(null, ("Model:Recording", "Replay"), ("Model:RecordingFolder", folder));
        await replaying.ExecuteAsync($"insert into agents.budget (tenant_id, scope, tokens, usd) values ('{replaying.Tenant}', 'tenant', 0, 0)");
        var reply = await replaying.AskAsync(outside);

        Assert.Equal((3, true, 0m, "small-2026"), (reply.Value.Level, reply.Repaired, reply.CostUsd, reply.Model));
        Assert.Equal(["small Replayed 0+0 0", "small Replayed 0+0 0"], await replaying.LogAsync());
        Assert.Equal(0, await replaying.SettledAsync());
        var files = Directory.GetFiles(folder);
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.DoesNotContain("sk-", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_else_than_what_was_recorded_is_answered_and_nobody_is_asked()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(Skills.Good));
        await using var replaying = await Asking.StartAsync(server.Address, ("Model:Recording", "Replay"), ("Model:RecordingFolder", folder));

        var none = await Assert.ThrowsAsync<ModelUnavailableException>(() => replaying.AskAsync(Skills.Question));

        Assert.Matches(@"small: There is no recording [0-9a-f]{32}\.json of this request", none.Message);
        Assert.Empty(server.Requests);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
