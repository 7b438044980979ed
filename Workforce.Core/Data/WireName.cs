namespace Workforce.Core.Data;

/// <summary>Words that stand for values, on the wire as in the database.</summary>
public static class WireName
{
    public static string Of<T>(T value)
        where T : struct, Enum => WireNames.Of(value.ToString());

    /// <summary>Null: no value has this name.</summary>
    public static T? Read<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Of(value!.Value) == word);
}
