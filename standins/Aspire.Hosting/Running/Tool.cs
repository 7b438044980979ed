using System.Diagnostics;

namespace Aspire.Hosting.Running;

/// <summary>Runs a short program to its end.</summary>
internal static class Tool
{
    /// <returns>The exit code and what it wrote, standard error last.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(ProcessPlan plan, CancellationToken cancellationToken, string? input = null)
    {
        // The kernel ends it with the app host: half-made work is found and cleared by the next start.
        var start = new ProcessStartInfo(plan.Words[0])
        {
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in plan.Words.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = await ProcessLauncher.StartAsync(start).ConfigureAwait(false);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, ((await output.ConfigureAwait(false)) + await error.ConfigureAwait(false)).Trim());
    }
}
