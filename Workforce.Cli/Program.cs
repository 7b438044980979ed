using System.CommandLine;
using Workforce.Cli;

var root = new RootCommand("Talks to a running Workforce system.")
{
    StatementCommand.Create(),
    DemoCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
