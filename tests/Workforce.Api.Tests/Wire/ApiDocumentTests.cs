using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Api.Tests.Hosting;

namespace Workforce.Api.Tests.Wire;

public sealed partial class ApiDocumentTests
{
    [Fact]
    public async Task The_document_lists_every_route_and_says_what_each_does_and_refuses()
    {
        await using var host = await ApiHost.StartAsync();
        var document = JsonNode.Parse(await host.Anonymous().GetStringAsync("/openapi/v1.json"))!;
        var operations = (
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select (Name: $"{operation.Key.ToUpperInvariant()} {path.Key}", Value: operation.Value!)).ToList();
        var routes =
            from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select $"{method} {Constraint().Replace(endpoint.RoutePattern.RawText!, "}").TrimEnd('/')}";

        Assert.Equal(routes.Order(), operations.Select(operation => operation.Name).Order());
        Assert.All(operations, operation => Assert.True(operation.Value["summary"] is not null, $"{operation.Name} has no summary"));
        foreach (var (name, operation) in operations.Where(operation => !IsOpen(operation.Name)))
        {
            Assert.All((string[])["401", "403", "429"], status => Assert.True(operation["responses"]![status] is not null, $"{name} does not mention {status}"));
        }

        Assert.All(operations.Where(operation => IsOpen(operation.Name)), operation => Assert.Empty(operation.Value["security"]!.AsArray()));
        Assert.Equal(["bearer", "api_key"], document["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Key));
        Assert.Equal(2, document["security"]!.AsArray().Count);
    }

    [Fact]
    public async Task Names_limits_and_amounts_stand_in_the_document_as_on_the_wire()
    {
        await using var host = await ApiHost.StartAsync();
        var document = JsonNode.Parse(await host.Anonymous().GetStringAsync("/openapi/v1.json"))!;
        var schemas = document["components"]!["schemas"]!;

        var pull = schemas["PullTasksRequest"]!["properties"]!;
        Assert.Equal(["to_employee", "max"], pull.AsObject().Select(property => property.Key));
        Assert.Equal("integer", pull["max"]!["type"]!.GetValue<string>());
        Assert.Equal((1, 50), (pull["max"]!["minimum"]!.GetValue<int>(), pull["max"]!["maximum"]!.GetValue<int>()));
        Assert.Equal(("string", "decimal"), (schemas["TransactionRow"]!["properties"]!["amount"]!["type"]!.GetValue<string>(), schemas["TransactionRow"]!["properties"]!["amount"]!["format"]!.GetValue<string>()));
        Assert.Equal(["uploaded", "processing", "completed", "partial", "empty", "rejected", "failed"], schemas["StatementStatus"]!["enum"]!.AsArray().Select(value => value!.GetValue<string>()));
        Assert.Contains("100 requests", document["paths"]!["/api/employee-pull"]!["post"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("x-user-id", document["paths"]!["/api/employee-pull"]!["post"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotNull(document["paths"]!["/api/statements"]!["post"]!["requestBody"]!["content"]!["multipart/form-data"]);
    }

    private static bool IsOpen(string name) => name.Contains("/sign-in", StringComparison.Ordinal) || name.EndsWith("/unsubscribe", StringComparison.Ordinal);

    [GeneratedRegex(@":\w+\}")]
    private static partial Regex Constraint();
}
