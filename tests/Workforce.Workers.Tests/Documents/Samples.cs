namespace Workforce.Workers.Tests.Documents;

/// <summary>The statements and receipts that ship with the product.</summary>
internal static class Samples
{
    public static Task<byte[]> ReadAsync(string path) => File.ReadAllBytesAsync(Path.Combine(Folder, path), TestContext.Current.CancellationToken);

    private static string Folder { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string from)
    {
        for (var folder = from; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "samples", "receipts"))) return Path.Combine(folder, "samples");
        }

        throw new DirectoryNotFoundException($"No samples/receipts above {from}.");
    }
}
