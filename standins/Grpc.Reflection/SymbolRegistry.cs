using Google.Protobuf.Reflection;

namespace Grpc.Reflection;

/// <summary>Finds proto files by their names and by what they declare. Immutable.</summary>
public class SymbolRegistry
{
    private readonly Dictionary<string, FileDescriptor> files;
    private readonly Dictionary<string, FileDescriptor> symbols;
    private readonly Dictionary<string, SortedDictionary<int, FileDescriptor>> extensions;

    private SymbolRegistry(Dictionary<string, FileDescriptor> files)
    {
        this.files = files;
        symbols = files.Values.SelectMany(Declared.Names, (file, name) => (file, name)).DistinctBy(one => one.name).ToDictionary(one => one.name, one => one.file, StringComparer.Ordinal);
        extensions = files.Values.SelectMany(Declared.Messages).DistinctBy(message => message.FullName).ToDictionary(message => message.FullName, _ => new SortedDictionary<int, FileDescriptor>(), StringComparer.Ordinal);
        foreach (var extension in files.Values.SelectMany(Declared.Extensions))
            extensions[extension.ExtendeeType.FullName][extension.FieldNumber] = extension.File;
    }

    /// <summary>Makes a registry of files and of all that they import, at any depth.</summary>
    /// <param name="fileDescriptors">The files.</param>
    /// <returns>The registry.</returns>
    public static SymbolRegistry FromFiles(IEnumerable<FileDescriptor> fileDescriptors)
        => new(Imports(fileDescriptors).ToDictionary(file => file.Name, StringComparer.Ordinal));

    /// <summary>Finds a file by its name.</summary>
    /// <param name="filename">The name that other files import it by, its folders included.</param>
    /// <returns>The file; <see langword="null"/> if there is none of that name.</returns>
    public FileDescriptor? FileByName(string filename) => files.GetValueOrDefault(filename);

    /// <summary>Finds the file that declares a name.</summary>
    /// <param name="symbol">A full name: the package, then the names of what it lies in, then its own.</param>
    /// <returns>The file; <see langword="null"/> if none declares it.</returns>
    public FileDescriptor? FileContainingSymbol(string symbol) => symbols.GetValueOrDefault(symbol);

    /// <summary>The extensions of a message by number, each with the file that declares it; null where there is no such message.</summary>
    internal IReadOnlyDictionary<int, FileDescriptor>? ExtensionsOf(string message) => extensions.GetValueOrDefault(message);

    /// <summary>The files and what they import at any depth, each once, in the order in which they are met.</summary>
    internal static List<FileDescriptor> Imports(IEnumerable<FileDescriptor> from)
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        var all = new List<FileDescriptor>();
        var next = new Queue<FileDescriptor>(from);
        while (next.TryDequeue(out var file))
        {
            if (!met.Add(file.Name))
                continue;

            all.Add(file);
            foreach (var import in file.Dependencies)
                next.Enqueue(import);
        }

        return all;
    }
}
