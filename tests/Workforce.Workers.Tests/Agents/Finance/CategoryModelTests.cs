using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Jobs;
using Workforce.Workers.Tests.Llm;

namespace Workforce.Workers.Tests.Agents.Finance;

public sealed class CategoryModelTests
{
    private const string Unknown = """
        Date,Description,Amount
        2026-01-05,QZX VRBL 88213,-41.10
        2026-01-06,WVLKN 4711,-9.90
        2026-01-15,NETFLIX.COM,-15.99
        """;

    [Fact]
    public async Task The_model_is_asked_only_about_what_no_rule_decides()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text("""
            Sure: {"lines":[{"n":0,"category":"education","confidence":0.9,"reason":"a course"},
                            {"n":1,"category":"no.such.category","confidence":1,"reason":"invented"}]}
            """));
        await using var pipeline = await Pipeline.StartAsync(new Dictionary<string, string> { ["Model:Endpoint"] = server.Address, ["Model:Name"] = "small", ["Model:Price:InputUsd"] = "1", ["Model:Price:OutputUsd"] = "4", ["Model:FirstDelaySeconds"] = "0.001" });

        var statement = await pipeline.RunAsync("january.csv", Encoding.UTF8.GetBytes(Unknown));

        var lines = await pipeline.ReadAsync(db => db.Transactions.OrderBy(line => line.Date).ToListAsync());
        Assert.Equal(("education", "model", "a course"), (lines[0].Category, lines[0].CategorySource, lines[0].CategoryReason));
        // A category that is none is no answer: that line gets the offline one.
        Assert.NotEqual("model", lines[1].CategorySource);
        Assert.Equal("built_in_rule", lines[2].CategorySource);
        var question = Assert.Single(server.Requests).ToJsonString();
        Assert.Contains("QZX VRBL 88213", question, StringComparison.Ordinal);
        Assert.DoesNotContain("NETFLIX", question, StringComparison.Ordinal);
        Assert.Equal(("small-2026", 120, 30), await TokensAsync(pipeline, statement.CorrelationId));
    }

    [Fact]
    public async Task A_model_that_fails_or_talks_nonsense_costs_no_statement()
    {
        foreach (var answer in new[]
        {
            ModelAnswer.Status(400), ModelAnswer.Raw("<html>The gateway is having a rest.</html>", "text/html"), ModelAnswer.Text("I would rather not."), ModelAnswer.Text("{\"lines\": 7}"),
            ModelAnswer.Text("{\"lines\":[{\"n\":99,\"category\":\"education\",\"confidence\":1}]}"),
        })
        {
            await using var server = await ModelServer.StartAsync(answer);
            await using var pipeline = await Pipeline.StartAsync(new Dictionary<string, string> { ["Model:Endpoint"] = server.Address, ["Model:Name"] = "small", ["Model:Price:InputUsd"] = "1", ["Model:Price:OutputUsd"] = "4", ["Model:FirstDelaySeconds"] = "0.001" });

            var statement = await pipeline.RunAsync("january.csv", Encoding.UTF8.GetBytes(Unknown));

            Assert.Equal(Core.Finance.Statement.Progress.Completed, statement.Status);
            Assert.DoesNotContain("model", await pipeline.ReadAsync(db => db.Transactions.Select(line => line.CategorySource).ToListAsync()));
        }
    }

    [Fact]
    public async Task A_model_that_is_not_there_costs_no_statement()
    {
        // A port on which nobody listens: it is tried several times.
        await using var pipeline = await Pipeline.StartAsync(new Dictionary<string, string> { ["Model:Endpoint"] = "http://127.0.0.1:1", ["Model:Name"] = "small", ["Model:Price:InputUsd"] = "1", ["Model:Price:OutputUsd"] = "4", ["Model:FirstDelaySeconds"] = "0.001" });

        var statement = await pipeline.RunAsync("january.csv", Encoding.UTF8.GetBytes(Unknown));

        Assert.Equal(Core.Finance.Statement.Progress.Completed, statement.Status);
        Assert.DoesNotContain("model", await pipeline.ReadAsync(db => db.Transactions.Select(line => line.CategorySource).ToListAsync()));
        var jobs = await pipeline.InTenantAsync(services => services.GetRequiredService<JobClient>().TimelineAsync(pipeline.Tenant, statement.CorrelationId, CancellationToken.None));
        Assert.All(jobs, job => Assert.Equal(1, job.Attempt));
    }

    private static async Task<(string?, int, int)> TokensAsync(Pipeline pipeline, Guid correlation)
    {
        var jobs = await pipeline.InTenantAsync(services => services.GetRequiredService<JobClient>().TimelineAsync(pipeline.Tenant, correlation, CancellationToken.None));
        using var result = System.Text.Json.JsonDocument.Parse(jobs.Single(job => job.Kind == "tag.categorize").ResultJson!);
        var root = result.RootElement;
        return (root.GetProperty("model").GetString(), root.GetProperty("input_tokens").GetInt32(), root.GetProperty("output_tokens").GetInt32());
    }
}
