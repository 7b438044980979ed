using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workforce.Contracts;

namespace Workforce.Api.Tests.Hosting;

/// <summary>Requests and answers as a client of any language sees them.</summary>
internal static class Http
{
    public static async Task<T> GetAsync<T>(this HttpClient client, string path) => await ReadAsync<T>(await client.GetAsync(path), HttpStatusCode.OK);

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string path, object body) => client.PostAsync(path, JsonContent.Create(body, options: WireJson.Options));

    /// <summary>Asks before it sends: a server that refuses by the length closes, and what is still being sent would fail before the answer is read.</summary>
    public static Task<HttpResponseMessage> PostAskingAsync(this HttpClient client, string path, HttpContent content) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Headers = { ExpectContinue = true } });

    public static Task<HttpResponseMessage> PutJsonAsync(this HttpClient client, string path, object body) => client.PutAsync(path, JsonContent.Create(body, options: WireJson.Options));

    public static async Task<T> PostAsync<T>(this HttpClient client, string path, object body) => await ReadAsync<T>(await client.PostJsonAsync(path, body), HttpStatusCode.OK);

    public static async Task<T> ReadAsync<T>(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.PathAndQuery} answered {(int)response.StatusCode}, not {(int)expected}: {text}");
        return JsonSerializer.Deserialize<T>(text, WireJson.Options)!;
    }

    /// <summary>Asserts a problem that names these fields, and returns its detail.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage response, HttpStatusCode expected, params string[] fields)
    {
        var problem = await response.ReadAsync<JsonObject>(expected);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)expected, problem["status"]!.GetValue<int>());
        Assert.Matches("^[0-9a-f]{32}$", problem["trace_id"]!.GetValue<string>());
        Assert.Equal(fields, problem["errors"]?.AsObject().Select(error => error.Key) ?? []);
        return problem["detail"]?.GetValue<string>() ?? "";
    }

    public static async Task DoneAsync(this HttpResponseMessage response) =>
        Assert.True(response.StatusCode is HttpStatusCode.NoContent, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");

    public static MultipartFormDataContent File(byte[] content, string name = "statement.ofx", params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), field);
        }

        return form;
    }
}
