namespace Workforce.Core.Finance.Statements.Qif;

/// <summary>One line of a record: its first character says what it is.</summary>
internal readonly record struct QifField(char Code, string Value, int Line);

/// <summary>The fields up to a <c>^</c>.</summary>
/// <param name="Section">The header it stands under in lower case (<c>bank</c>, <c>invst</c>, <c>cat</c>, <c>account</c>), null before any.</param>
internal sealed record QifRecord(string? Section, int Line, List<QifField> Fields)
{
    /// <summary>The file ends inside the record's last line, so its values may be incomplete.</summary>
    public bool CutOff { get; init; }

    /// <summary>The file's last record, without the <c>^</c> that ends one.</summary>
    public bool Unended { get; init; }

    /// <summary>Value of the first field with this code, null where it is absent or blank.</summary>
    public string? Value(char code)
    {
        foreach (var field in Fields)
        {
            if (field.Code == code && !string.IsNullOrWhiteSpace(field.Value)) return field.Value.Trim();
        }

        return null;
    }
}

/// <summary>Cuts a file into records. A header ends a record as <c>^</c> does.</summary>
internal static class QifRecords
{
    /// <summary>Section of the pseudo record that ends a list of accounts.</summary>
    public const string ClearAutoSwitch = "!clear:autoswitch";

    public static IEnumerable<QifRecord> Read(string text)
    {
        string? section = null;
        var fields = new List<QifField>();
        var ended = true;
        foreach (var line in TextLines.Of(text))
        {
            var content = line.Text.Trim();
            ended = line.Ended;
            if (content.Length == 0 || content[0] == '#') continue;

            if (content[0] is not ('^' or '!'))
            {
                fields.Add(new(content[0], content[1..], line.Number));
                continue;
            }

            if (fields.Count > 0) yield return new(section, fields[0].Line, [.. fields]);
            fields.Clear();
            if (content[0] == '^') continue;

            var header = content.ToLowerInvariant();
            if (header.StartsWith("!type:", StringComparison.Ordinal)) section = header[6..].Trim();
            else if (header.StartsWith("!account", StringComparison.Ordinal)) section = "account";
            else if (header == ClearAutoSwitch) yield return new(ClearAutoSwitch, line.Number, []);
        }

        if (fields.Count > 0) yield return new(section, fields[0].Line, fields) { CutOff = !ended, Unended = true };
    }
}
