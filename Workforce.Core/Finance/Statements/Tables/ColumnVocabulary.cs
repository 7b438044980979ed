using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Tables;

/// <summary>The names that banks give to their columns, by language. A new bank or language is a line in <see cref="ColumnNames"/>.</summary>
internal static class ColumnVocabulary
{
    /// <summary>A name of the table must cover this share of the header cell; below it, the cell is about something else.</summary>
    private const double LeastCover = 0.5;

    private static readonly Dictionary<string, (ColumnRole Role, HashSet<string> Languages)> ByName = Build();
    private static readonly (string Name, ColumnRole Role, HashSet<string> Languages)[] Longest =
        [.. ByName.Select(entry => (entry.Key, entry.Value.Role, entry.Value.Languages)).OrderByDescending(entry => entry.Key.Length)];

    /// <summary>The role of a header cell and the languages its name belongs to, null where the table does not know it.</summary>
    public static (ColumnRole Role, IReadOnlyCollection<string> Languages)? Find(string headerCell)
    {
        if (headerCell.Length > 80) return null;

        var name = Folded.Text(WithoutCurrency(headerCell));
        if (name.Length == 0) return Currencies.CodeWithin(headerCell) is null ? null : (ColumnRole.Amount, []);
        if (ByName.TryGetValue(name, out var exact)) return (exact.Role, exact.Languages);

        foreach (var (known, role, languages) in Longest)
        {
            if (known.Length < name.Length * LeastCover) return null;
            if (known.Length >= 4 && Folded.HasPhrase(name, known)) return (role, languages);
        }

        return null;
    }

    /// <summary>"Withdrawals (SGD)" and "bedrag in EUR" name the same column as "Withdrawals" and "bedrag".</summary>
    private static string WithoutCurrency(string headerCell)
    {
        if (Currencies.CodeWithin(headerCell) is not { } code) return headerCell;

        var without = headerCell.Replace(code, " ", StringComparison.Ordinal).Replace('€', ' ').Replace('£', ' ').TrimEnd(' ', '(', ')', '[', ']', ':', '.');
        return without.EndsWith(" in", StringComparison.OrdinalIgnoreCase) || without.EndsWith(" en", StringComparison.OrdinalIgnoreCase) ? without[..^3] : without;
    }

    private static Dictionary<string, (ColumnRole, HashSet<string>)> Build()
    {
        var byName = new Dictionary<string, (ColumnRole Role, HashSet<string> Languages)>();
        foreach (var (language, role, names) in ColumnNames.Table)
        {
            foreach (var name in names.Split('|', StringSplitOptions.TrimEntries).Select(Folded.Text))
            {
                // Where two languages use one name for two things, the line that stands first in the table holds.
                if (!byName.TryGetValue(name, out var entry)) byName[name] = (role, [language]);
                else if (entry.Role == role) entry.Languages.Add(language);
            }
        }

        return byName;
    }
}
