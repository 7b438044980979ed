using Aspire.Hosting.Running;
using Microsoft.Extensions.Logging;

namespace Workforce.AppHost.Tests.Hosting;

public sealed class ResourceConsoleTests : IDisposable
{
    private readonly StringWriter output = new() { NewLine = "\n" };

    [Fact]
    public void Each_line_stands_under_the_name_of_its_resource()
    {
        using var console = new ResourceConsole(output, colours: false);
        console.CreateLogger("Resources.api").LogInformation("one\ntwo\r\n  three");
        console.CreateLogger("Workforce").LogError(new InvalidOperationException("no disk"), "stopped");

        Assert.Equal(
            """
            api          | one
            api          | two
            api          |   three
            apphost      | stopped
            apphost      | System.InvalidOperationException: no disk

            """.ReplaceLineEndings("\n"),
            output.ToString());
    }

    public void Dispose() => output.Dispose();

    [Fact]
    public void On_a_terminal_each_resource_has_a_colour_of_its_own_and_errors_are_red()
    {
        using var console = new ResourceConsole(output, colours: true);
        console.CreateLogger("Resources.api").LogInformation("up");
        console.CreateLogger("Resources.web").LogInformation("up");
        console.CreateLogger("Resources.api").LogError("down");

        Assert.Equal("\e[36mapi          |\e[0m up\n\e[32mweb          |\e[0m up\n\e[36mapi          |\e[0m \e[31mdown\e[0m\n", output.ToString());
    }
}
