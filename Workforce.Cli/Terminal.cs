using Spectre.Console;

namespace Workforce.Cli;

/// <summary>Where this program writes: with colours to a person, plain and unwrapped to a file or another program.</summary>
internal static class Terminal
{
    private const int Unwrapped = 10_000;

    public static IAnsiConsole Output { get; } = To(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Errors { get; } = To(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole To(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = Unwrapped;
        }

        return console;
    }
}
