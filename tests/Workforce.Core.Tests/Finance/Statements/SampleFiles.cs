namespace Workforce.Core.Tests.Finance.Statements;

/// <summary>The statements that ship with the product, under samples/statements.</summary>
internal static class SampleFiles
{
    public static readonly string[] Exchange = ["checking-2026.ofx", "card-2026.qfx", "household-2026.qif", "giro-2026.sta", "giro-2026.camt053.xml"];

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    private static string Folder { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string from)
    {
        for (var folder = from; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, "samples", "statements");
            if (Directory.Exists(candidate)) return candidate;
        }

        throw new DirectoryNotFoundException($"No samples/statements above {from}.");
    }
}
