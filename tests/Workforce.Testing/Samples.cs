namespace Workforce.Testing;

/// <summary>The statements and receipts that the repository ships.</summary>
public static class Samples
{
    private static readonly Lazy<string> Root = new(() =>
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Workforce.sln")))
            {
                return Path.Combine(folder, "samples");
            }
        }

        throw new InvalidOperationException("The tests do not run below the repository, so its samples cannot be found.");
    });

    /// <param name="name">Path below <c>samples/</c>.</param>
    public static byte[] Read(string name) => File.ReadAllBytes(FileOf(name));

    public static string FileOf(string name) => Path.Combine(Root.Value, name);
}
