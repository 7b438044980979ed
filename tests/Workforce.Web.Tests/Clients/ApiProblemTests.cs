using System.Net;
using Workforce.Web.Clients;

namespace Workforce.Web.Tests.Clients;

public sealed class ApiProblemTests
{
    [Theory]
    [InlineData("""{"title":"Not valid","detail":"Look again.","errors":{"days":["must be 1 to 90"]},"trace_id":"t1"}""", 400, "Look again. days: must be 1 to 90", "t1", false)]
    [InlineData("<html>bad gateway</html>", 502, "Workforce does not answer", null, true)]
    [InlineData("", 403, "Your role does not allow this", null, false)]
    [InlineData("[1]", 418, "The request failed with status 418", null, false)]
    public async Task Any_answer_becomes_a_sentence(string body, int status, string text, string? trace, bool unreachable)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };

        var problem = await ApiProblem.ReadAsync(response, TestContext.Current.CancellationToken);

        Assert.Equal((text, trace, unreachable), (problem.Text, problem.TraceId, problem.Unreachable));
    }

    [Fact]
    public async Task A_limit_says_when_to_try_again()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("") };
        response.Headers.RetryAfter = new(TimeSpan.FromSeconds(42));

        Assert.Equal("Too many requests. Try again in 42 s.", (await ApiProblem.ReadAsync(response, TestContext.Current.CancellationToken)).Text);
    }
}
