using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Npgsql;

namespace Workforce.AppHost.Tests.Processes;

/// <summary>The sample application from outside: a process that is started, asked, stopped and killed.</summary>
public sealed class WholeApplicationTests
{
    private static CancellationToken Patience => CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromMinutes(3)).Token).Token;

    [Fact]
    public async Task Ctrl_C_stops_everything_in_reverse_order_and_ends_with_0()
    {
        using var data = new TemporaryData();
        await using var host = SampleHost.Start(data.Path);
        await host.ReadyAsync(Patience);
        host.Signal(PosixSignal.SIGINT);

        Assert.Equal(0, await host.ExitCodeAsync(Patience));
        Assert.Empty(await MarkedProcesses.LeftAfterAsync(host.Mark, TimeSpan.FromSeconds(10)));
        var stopped = host.Lines.Where(line => line.EndsWith("| stopped", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).ToList();
        Assert.Equal("front", stopped[0]);
        Assert.Equal(["workers-1", "workers-2"], stopped[1..3].Order());
        Assert.Equal(["cache", "postgres"], stopped[3..].Order());
        Assert.Equal(3, host.Lines.Count(line => line.EndsWith("stops in good order", StringComparison.Ordinal)));
        Assert.False(File.Exists(data.File("endpoints.json")));
    }

    [Fact]
    public async Task A_killed_app_host_leaves_nothing_running_and_the_next_one_finds_the_data_and_the_ports()
    {
        using var data = new TemporaryData();
        string endpoints;
        await using (var first = SampleHost.Start(data.Path))
        {
            await first.ReadyAsync(Patience);
            endpoints = await File.ReadAllTextAsync(data.File("endpoints.json"), Patience);
            await ExecuteAsync(data, "create table book (title text); insert into book values ('Middlemarch')");
            // The two servers, three services, what the services started (LEAVE_BEHIND) and a supervisor for each.
            Assert.True(MarkedProcesses.Alive(first.Mark).Count > 10, "everything inherits the mark");
            Assert.Contains(MarkedProcesses.Alive(first.Mark), process => process.Command.StartsWith("sleep 4321", StringComparison.Ordinal));
            first.Kill();
            Assert.Empty(await MarkedProcesses.LeftAfterAsync(first.Mark, TimeSpan.FromSeconds(30)));
        }

        await using var second = SampleHost.Start(data.Path);
        await second.ReadyAsync(Patience);
        Assert.Equal("Middlemarch", await ExecuteAsync(data, "select title from book"));
        Assert.Equal(endpoints, await File.ReadAllTextAsync(data.File("endpoints.json"), Patience));
    }

    [Fact]
    public async Task An_app_host_started_right_after_a_kill_waits_for_what_still_ends()
    {
        using var data = new TemporaryData();
        await using var first = SampleHost.Start(data.Path);
        await first.ReadyAsync(Patience);
        // A server that cannot end before it may go on: the second app host surely meets it.
        var server = File.ReadLines(data.File("postgres/postmaster.pid")).First();
        await RunAsync("kill", "-STOP", server);
        first.Kill();
        await using var second = SampleHost.Start(data.Path);

        await second.LineAsync("Waiting for ", Patience);
        await RunAsync("kill", "-CONT", server);
        await second.ReadyAsync(Patience);
        Assert.DoesNotContain(second.Lines, line => line.Contains("starts again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_stops_in_good_order_when_the_process_it_was_started_for_has_gone()
    {
        using var data = new TemporaryData();
        using var parent = Process.Start("sleep", "1000");
        await using var host = SampleHost.Start(data.Path, $"--AppHost:Parent={parent.Id}");
        await host.ReadyAsync(Patience);
        parent.Kill();

        Assert.Equal(0, await host.ExitCodeAsync(Patience));
        Assert.Equal(3, host.Lines.Count(line => line.EndsWith("stops in good order", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_and_another_one_found()
    {
        // What else might hold the port that the service's launch profile wishes for does as well.
        using var other = new TcpListener(IPAddress.Loopback, 5199);
        try
        {
            other.Start();
        }
        catch (SocketException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine("Port 5199 is held by another program.");
        }

        using var data = new TemporaryData();
        await using var host = SampleHost.Start(data.Path, "--DcpPublisher:RandomizePorts=false");
        var said = await host.LineAsync("Port 5199 is taken: front listens on ", Patience);
        await host.ReadyAsync(Patience);
        Assert.Contains($"http://127.0.0.1:{said.Split(' ')[^3]}\"", await File.ReadAllTextAsync(data.File("endpoints.json"), Patience), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_host_killed_while_its_database_is_being_made_leaves_no_half_of_it()
    {
        using var data = new TemporaryData();
        await using (var first = SampleHost.Start(data.Path))
        {
            await first.LineAsync("making a database", Patience);
            first.Kill();
            Assert.Empty(await MarkedProcesses.LeftAfterAsync(first.Mark, TimeSpan.FromSeconds(30)));
        }

        Assert.False(Directory.Exists(data.File("postgres")), "it is renamed when it is whole");
        await using var second = SampleHost.Start(data.Path);
        await second.ReadyAsync(Patience);
        Assert.False(Directory.Exists(data.File("postgres.new")));
    }

    [Fact]
    public async Task A_second_app_host_on_the_same_folder_says_where_the_first_one_is_and_ends_with_1()
    {
        using var data = new TemporaryData();
        await using var first = SampleHost.Start(data.Path);
        await first.ReadyAsync(Patience);
        var address = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(data.File("endpoints.json"), Patience))!["front"];
        await using var second = SampleHost.Start(data.Path);

        Assert.Equal(1, await second.ExitCodeAsync(Patience));
        Assert.Equal($"It is running already with the data folder {data.Path}: front at {address}. Stop it first, or name another folder.", await second.LineAsync("running already", Patience));
        using var client = new HttpClient { BaseAddress = new(address) };
        Assert.Equal("", await client.GetStringAsync("/health", Patience));
    }

    [Fact]
    public async Task When_what_others_wait_for_ends_badly_they_are_not_started_and_it_says_why()
    {
        using var data = new TemporaryData();
        await using var host = SampleHost.Start(data.Path, "--SetupEnds=3");

        Assert.Equal(1, await host.ExitCodeAsync(Patience));
        await host.LineAsync("setup failed. It ended with exit code 3. Not started for that: workers, front.", Patience);
        Assert.DoesNotContain(host.Lines, line => line.Contains("workers starts", StringComparison.Ordinal) || line.Contains("front starts", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--operation", "publish")]
    [InlineData("--publisher", "manifest")]
    public async Task Publishing_is_refused_with_the_way_to_do_it(params string[] asked)
    {
        using var data = new TemporaryData();
        await using var host = SampleHost.Start(data.Path, asked);

        Assert.Equal(1, await host.ExitCodeAsync(Patience));
        Assert.Contains("-p:OfficialPackages=true", await host.LineAsync("need the official Aspire packages", Patience), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Path));
    }

    [Fact]
    public async Task A_killed_database_server_comes_back_with_what_was_committed()
    {
        using var data = new TemporaryData();
        await using var host = SampleHost.Start(data.Path);
        await host.ReadyAsync(Patience);
        await ExecuteAsync(data, "create table book (title text); insert into book values ('Middlemarch')");
        var server = int.Parse(File.ReadLines(data.File("postgres/postmaster.pid")).First(), CultureInfo.InvariantCulture);
        Process.GetProcessById(server).Kill();

        await host.LineAsync("ended with exit code 137; starts again in 0.5 s", Patience);
        Assert.Equal("Middlemarch", await ExecuteAsync(data, "select title from book"));
    }

    [Fact]
    public async Task A_lock_left_by_a_killed_server_is_removed_even_if_its_number_is_another_process_now()
    {
        using var data = new TemporaryData();
        await using (var first = SampleHost.Start(data.Path))
        {
            await first.ReadyAsync(Patience);
        }

        await File.WriteAllTextAsync(data.File("postgres/postmaster.pid"), $"{Environment.ProcessId}\n", Patience);
        await using var second = SampleHost.Start(data.Path);
        await second.ReadyAsync(Patience);
    }

    [Fact]
    public async Task Generated_passwords_are_kept_for_their_owner_alone()
    {
        using var data = new TemporaryData();
        await using var host = SampleHost.Start(data.Path);
        await host.ReadyAsync(Patience);

        var kept = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(data.File("parameters.json"), Patience))!;
        Assert.Equal(["cache-password", "postgres-password"], kept.Keys.Order());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data.File("parameters.json")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data.File("cache/redis.conf")));
        Assert.DoesNotContain(MarkedProcesses.Alive(host.Mark), process => kept.Values.Any(password => process.Command.Contains(password, StringComparison.Ordinal)));
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Patience);
        Assert.Equal(0, process.ExitCode);
    }

    private static async Task<object?> ExecuteAsync(TemporaryData data, string sql)
    {
        var password = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(data.File("parameters.json")))!["postgres-password"];
        var port = File.ReadLines(data.File("ports")).First(line => line.StartsWith("postgres/", StringComparison.Ordinal)).Split(' ')[1];
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Username=postgres;Password={password};Database=library;Pooling=false");
                await using var command = source.CreateCommand(sql);
                return await command.ExecuteScalarAsync();
            }
            catch (NpgsqlException) when (attempt < 100)
            {
                // It recovers from a kill just now.
                await Task.Delay(100);
            }
        }
    }
}
