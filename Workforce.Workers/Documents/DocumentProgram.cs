using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Workforce.Workers.Documents;

/// <summary>What a program wrote before it ended.</summary>
internal sealed record ProgramOutput(int ExitCode, string Output, string Errors)
{
    /// <summary>The first thing the program complained of.</summary>
    public string FirstError => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "no reason given";
}

/// <summary>Runs the programs that read documents: no shell, bounded in time and output, and killed with the token that started them.</summary>
internal sealed class DocumentProgram(DocumentLimits limits)
{
    private static readonly Dictionary<string, string> Packages = new()
    {
        ["pdfinfo"] = "poppler-utils",
        ["pdftotext"] = "poppler-utils",
        ["pdftoppm"] = "poppler-utils",
        ["tesseract"] = "tesseract-ocr",
    };

    /// <exception cref="DocumentProgramException">The program is not installed, or took too long.</exception>
    /// <exception cref="UnreadableDocumentException">It wrote too much.</exception>
    public async Task<ProgramOutput> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limits.Timeout);
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput, program, timeout.Token);
            var errors = ReadAsync(process.StandardError, program, timeout.Token);
            // One that wrote too much blocks on its full pipe and never closes the other: the first fault ends both.
            await await Task.WhenAny(output, errors);
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(timeout.Token);
            return new ProgramOutput(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A document can be made to cause this, and so can a busy machine: whoever asked may try again a few times.
            throw new DocumentProgramException($"{program} did not finish with the document within {limits.Timeout.TotalSeconds:0.#} seconds.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // What reads strangers' documents is not told this process's secrets.
        start.Environment.Clear();
        foreach (var name in (string[])["PATH", "TMPDIR", "TESSDATA_PREFIX"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) start.Environment[name] = value;
        }

        // Tesseract's own threads cost more than they bring on one page, and starve the other workers.
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new DocumentProgramException($"{program} could not be started ({missing.Message}). It comes with the Debian package {Packages.GetValueOrDefault(program, program)}: apt-get install {Packages.GetValueOrDefault(program, program)}.", missing);
        }
    }

    private async Task<string> ReadAsync(StreamReader reader, string program, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[16 * 1024];
        while (await reader.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (text.Length + read > limits.OutputBytes) throw new UnreadableDocumentException($"The document makes {program} write more than {limits.OutputBytes / 1024 / 1024} MB.");

            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }
}
