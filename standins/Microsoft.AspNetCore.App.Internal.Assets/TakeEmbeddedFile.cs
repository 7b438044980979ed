using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.Build.Framework;

/// <summary>Writes a file that is embedded in an assembly to disk. Runs in the build, so it is written for the build's own compiler.</summary>
public sealed class TakeEmbeddedFile : Microsoft.Build.Utilities.Task
{
    /// <summary>The assembly that has it.</summary>
    [Required]
    public string Assembly { get; set; }

    /// <summary>The last part of the resource's name.</summary>
    [Required]
    public string FileName { get; set; }

    /// <summary>Where to write it.</summary>
    [Required]
    public string Target { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var assembly = System.Reflection.Assembly.LoadFile(Path.GetFullPath(Assembly));
        var name = assembly.GetManifestResourceNames().SingleOrDefault(resource => resource.EndsWith(FileName, StringComparison.Ordinal));
        if (name == null)
        {
            Log.LogError("{0} has no embedded file {1}.", Assembly, FileName);
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Target));
        using (var from = assembly.GetManifestResourceStream(name))
        using (var to = File.Create(Target))
            from.CopyTo(to);
        return true;
    }
}
