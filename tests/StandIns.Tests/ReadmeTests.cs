using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace StandIns.Tests;

/// <summary>standins/README.md lists what each stand-in offers. A list that is not checked is soon wrong.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Folder = Find(AppContext.BaseDirectory);

    /// <summary>All of them; those of Aspire.Hosting are tested by what they do in Workforce.AppHost.Tests.</summary>
    public static TheoryData<string> StandIns =>
        [.. Directory.GetFiles(Folder, "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(StandIns))]
    public void The_readme_lists_exactly_the_public_types_and_members_of_a_stand_in(string standIn)
    {
        var offered = Assembly.Load(standIn).GetExportedTypes().Where(type => !GoesWithAMessage(type)).Select(Line).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(offered, Section(standIn).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_section_is_of_a_stand_in_that_exists()
    {
        var sections = SectionHeading().Matches(Readme()).Select(match => match.Groups["name"].Value);

        Assert.All(sections, name => Assert.True(File.Exists(Path.Combine(Folder, name, $"{name}.csproj")), $"README.md has a section for {name}, which does not exist."));
    }

    private static string Line(Type type)
    {
        var members = Members(type);
        return members.Length == 0 ? $"- `{Name(type)}`" : $"- `{Name(type)}`: {string.Join(", ", members.Select(member => $"`{member}`"))}";
    }

    /// <summary>What a type adds to what it is derived from: constructors and overrides go without saying, as does what a delegate is called with.</summary>
    private static string[] Members(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
            return [];

        if (IsMessage(type))
            return [.. type.GetProperties().Select(property => property.Name).Where(name => type.GetField($"{name}FieldNumber") is not null).Order(StringComparer.Ordinal)];

        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = type.GetMethods(declared).Where(method => IsOffered(method) && !method.IsSpecialName).Select(method => method.Name);
        var properties = type.GetProperties(declared).Where(property => IsOffered(property.GetMethod ?? property.SetMethod!)).Select(property => property.Name);
        var fields = type.GetFields(declared).Where(field => field.IsPublic && !field.IsSpecialName).Select(field => field.Name);
        return [.. methods.Concat(properties).Concat(fields).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>A message is listed with its proto's fields; the rest of what protoc makes of it is the same for every message.</summary>
    private static bool IsMessage(Type type) => type.IsAssignableTo(typeof(IMessage));

    private static bool GoesWithAMessage(Type type)
        => type.GetProperty("Descriptor")?.PropertyType == typeof(FileDescriptor)
            || (type.IsNested && IsMessage(type.DeclaringType!) && (type.Name == "Types" || type.Name.EndsWith("OneofCase", StringComparison.Ordinal)));

    private static bool IsOffered(MethodInfo method)
        => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
            && method.GetBaseDefinition().DeclaringType == method.DeclaringType
            && !method.IsDefined(typeof(CompilerGeneratedAttribute)) | method.IsSpecialName;

    private static string Name(Type type)
    {
        var name = type.Name.Split('`')[0];
        if (type.IsGenericType)
            name += $"<{string.Join(", ", type.GetGenericArguments().Select(argument => argument.Name))}>";

        return type.IsNested ? $"{Name(type.DeclaringType!)}.{name}" : name;
    }

    private static IEnumerable<string> Section(string standIn)
    {
        var readme = Readme();
        var heading = SectionHeading().Matches(readme).SingleOrDefault(match => match.Groups["name"].Value == standIn);
        Assert.True(heading is not null, $"README.md has no section '## {standIn}'.");
        var end = readme.IndexOf("\n## ", heading.Index + heading.Length, StringComparison.Ordinal);
        return readme[heading.Index..(end < 0 ? readme.Length : end)].Split('\n').Where(line => line.StartsWith("- `", StringComparison.Ordinal));
    }

    private static string Readme() => File.ReadAllText(Path.Combine(Folder, "README.md")).ReplaceLineEndings("\n");

    private static string Find(string? from)
    {
        for (var folder = from; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "standins")) && File.Exists(Path.Combine(folder, "Directory.Packages.props")))
                return Path.Combine(folder, "standins");
        }

        throw new InvalidOperationException("These tests read standins/README.md, and there is no such folder above the test program.");
    }

    [GeneratedRegex(@"^## (?<name>[A-Z][A-Za-z.]+\.[A-Za-z.]+)$", RegexOptions.Multiline)]
    private static partial Regex SectionHeading();
}
