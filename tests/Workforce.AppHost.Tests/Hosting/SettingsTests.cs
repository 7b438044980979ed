using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Postgres;
using Aspire.Hosting.Redis;
using Aspire.Hosting.Running;
using Workforce.AppHost.Tests.Processes;

namespace Workforce.AppHost.Tests.Hosting;

/// <summary>What is decided before anything starts.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void The_port_wished_for_is_taken_else_the_last_one_else_any_that_is_free()
    {
        using var data = new TemporaryData();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;

        var first = new Ports(data.File("ports"));
        var instead = first.Allocate("api/http/0", taken);
        Assert.NotEqual(taken, instead);
        Assert.NotEqual(instead, first.Allocate("web/http/0", instead));
        first.Save();
        Assert.Equal(instead, new Ports(data.File("ports")).Allocate("api/http/0", taken));
        other.Stop();
        Assert.Equal(taken, new Ports(data.File("ports")).Allocate("api/http/0", taken));
    }

    [Fact]
    public void A_launch_profile_gives_addresses_and_variables()
    {
        const string Json = """
            { // comments are usual here
              "profiles": {
                "iis": { "commandName": "IISExpress", "applicationUrl": "http://localhost:1" },
                "http": { "commandName": "Project", "applicationUrl": "http://localhost:5180;https://localhost:7180", "environmentVariables": { "A": "b" } },
                "other": { "commandName": "Project" },
              }
            }
            """;
        var http = LaunchProfile.Parse(Json, name: null)!;
        Assert.Equal(["http://localhost:5180/", "https://localhost:7180/"], http.Addresses.Select(address => address.ToString()));
        Assert.Equal(new Dictionary<string, string> { ["A"] = "b" }, http.Environment);
        Assert.Empty(LaunchProfile.Parse(Json, "other")!.Addresses);
        Assert.Null(LaunchProfile.Parse(Json, "none"));
        Assert.Null(LaunchProfile.Parse("{}", name: null));
    }

    [Theory]
    [InlineData("--operation=publish", true)]
    [InlineData("--operation publish --step deploy", true)]
    [InlineData("--operation run", false)]
    [InlineData("--publisher manifest --output-path x", true)]
    [InlineData("publish", true)]
    [InlineData("deploy", true)]
    [InlineData("--SetupEnds=publish", false)]
    [InlineData("--Name publish", false)]
    public void Publishing_is_told_from_running_by_the_arguments(string args, bool publishing) =>
        Assert.Equal(publishing, Publishing.IsAskedFor(args.Split(' ')));

    [Theory]
    [InlineData(null, "postgres")]
    [InlineData(1000, "ada")]
    [InlineData(0, "postgres")]
    [InlineData(4242, "postgres")]
    public void Postgres_runs_as_whoever_owns_its_files_else_as_its_own_account(int? owner, string expected) =>
        Assert.Equal(expected, Account.Unprivileged(["root:x:0:0:root:/root:/bin/bash", "bad line", "ada:x:1000:1001:Ada:/home/ada:/bin/bash", "postgres:x:101:104::/var/lib/postgresql:/bin/bash"], "postgres", owner).Name);

    [Fact]
    public void Without_its_own_account_it_runs_as_nobody_and_else_says_what_to_do()
    {
        Assert.Equal(new("nobody", 65534, 65534), Account.Unprivileged(["nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin"], "postgres", null));
        Assert.Contains("useradd --system postgres", Assert.Throws<DistributedApplicationException>(() => Account.Unprivileged(["root:x:0:0:root:/root:/bin/bash"], "postgres", null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_Postgres_is_taken_but_files_want_the_one_that_wrote_them()
    {
        PostgresPrograms[] installed = [new("/17", 17), new("/15", 15)];
        Assert.Equal("/17", PostgresPrograms.Choose(installed, null, "/data").Folder);
        Assert.Equal("/15", PostgresPrograms.Choose(installed, 15, "/data").Folder);
        Assert.Equal("/data was written by Postgres 16, and this machine has 17, 15. Install postgresql-16, or move the folder away to begin anew.", Assert.Throws<DistributedApplicationException>(() => PostgresPrograms.Choose(installed, 16, "/data")).Message);
        Assert.Contains("apt-get install postgresql", Assert.Throws<DistributedApplicationException>(() => PostgresPrograms.Choose([], 16, "/data")).Message, StringComparison.Ordinal);
        Assert.Equal(15, PostgresPrograms.Major("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)"));
        Assert.Equal(18, PostgresPrograms.Major("postgres (PostgreSQL) 18beta1"));
        Assert.Equal(0, PostgresPrograms.Major("no such thing"));
    }

    [Theory]
    [InlineData("cache.example:6380,password=x,ssl=true", "cache.example", 6380)]
    [InlineData("127.0.0.1", "127.0.0.1", 6379)]
    public void The_address_of_a_named_Redis_is_the_first_of_its_connection_string(string text, string host, int port) =>
        Assert.Equal((host, port), RedisCheck.AddressOf(text));

    [Fact]
    public void A_generated_password_has_the_characters_asked_for()
    {
        var generate = new GenerateParameterDefault { MinLength = 30, Special = false, Upper = false, MinNumeric = 4, MinLower = 3 };
        var one = generate.GetDefaultValue();
        Assert.Equal(30, one.Length);
        Assert.All(one, letter => Assert.True(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)));
        Assert.True(one.Count(char.IsAsciiDigit) >= 4);
        Assert.NotEqual(one, generate.GetDefaultValue());
        Assert.Throws<InvalidOperationException>(() => new GenerateParameterDefault { Lower = false, Upper = false, Numeric = false, Special = false }.GetDefaultValue());
    }

    [Fact]
    public async Task A_parameter_comes_from_configuration_also_with_an_underscore_for_its_hyphen()
    {
        var ct = TestContext.Current.CancellationToken;
        var builder = DistributedApplication.CreateBuilder(["--Parameters:one-two=given", "--Parameters:three_four=as well"]);
        Assert.Equal("given", await builder.AddParameter("one-two").Resource.GetValueAsync(ct));
        Assert.Equal("as well", await builder.AddParameter("three-four", "default").Resource.GetValueAsync(ct));
        Assert.Equal("default", await builder.AddParameter("five", "default").Resource.GetValueAsync(ct));
        var missing = Assert.Throws<DistributedApplicationException>(() => builder.AddParameter("six-seven").Resource.GetValueAsync(ct).AsTask().GetAwaiter().GetResult());
        Assert.Equal("The parameter 'six-seven' has no value. Give it as Parameters:six-seven, for example by the environment variable Parameters__six_seven.", missing.Message);
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("a--b")]
    [InlineData("a_b")]
    [InlineData("end-")]
    public void A_resource_name_that_could_not_be_part_of_a_variable_or_address_is_refused(string name) =>
        Assert.Contains($"'{name}' is invalid", Assert.Throws<ArgumentException>(() => new ProjectResource(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_resources_cannot_share_a_name()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        builder.AddParameter("one");
        Assert.Contains("'ONE'", Assert.Throws<DistributedApplicationException>(() => builder.AddParameter("ONE")).Message, StringComparison.Ordinal);
    }
}
