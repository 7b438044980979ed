namespace Aspire.Hosting;

/// <summary>How to make a builder.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>Command-line arguments; they become configuration.</summary>
    public string[]? Args { get; set; }

    /// <summary>The app host's assembly, by name; the entry assembly where null.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>The app host's folder; the one it was built from where null.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>Kept for the official packages; there is no dashboard here.</summary>
    public bool DisableDashboard { get; set; }
}
