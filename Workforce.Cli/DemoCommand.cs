using System.CommandLine;
using Spectre.Console;

namespace Workforce.Cli;

/// <summary><c>demo</c>: what <c>./run</c> shows once the system is up: the sample statement at work, then where to go and how to sign in.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var sample = new Option<string?>("--sample") { Description = "Statement to send through the employees first." };
        var command = new Command("demo", "Sends the sample statement through the employees and prints the address and the sign-in.") { sample, DataFolder.Option };
        command.SetAction((parsed, ct) => RunAsync(new(parsed.GetRequiredValue(DataFolder.Option)), parsed.GetValue(sample), ct));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder data, string? sample, CancellationToken ct)
    {
        var console = Terminal.Output;
        try
        {
            var (endpoints, person) = (data.Endpoints, data.SignIn);
            using var api = new ApiConnection(endpoints.Api);
            await api.SignInAsync(person, ct);
            if (sample is not null)
            {
                using var run = new StatementRun(api, new StageBoard(console));
                await run.RunAsync([sample], ct);
            }

            console.Write(new Panel(new Rows(
                new Markup($"Open     [link]{endpoints.Web ?? endpoints.Api}[/]"),
                new Markup($"Sign in  [bold]{Markup.Escape(person.Email)}[/]  password  [bold]{Markup.Escape(person.Password)}[/]"),
                new Markup($"API      {endpoints.Api}openapi/v1.json"),
                new Markup("Stop     Ctrl-C; nothing is lost")))
            { Header = new PanelHeader("Workforce is running") });
            return 0;
        }
        catch (Exception e) when (e is CommandException or HttpRequestException)
        {
            console.MarkupLine($"[red]{Markup.Escape(e.Message)}[/]");
            return 1;
        }
    }
}
