using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Statements.Mt940;

/// <summary>German purpose text labels its parts: <c>EREF+</c> end-to-end id, <c>MREF+</c> mandate, <c>SVWZ+</c> what it is for, <c>ABWA+</c> on whose behalf.</summary>
internal static partial class Mt940SepaPurpose
{
    /// <summary>What a person wrote first, the payment ids after it under their labels.</summary>
    public static string Read(string purpose)
    {
        var labels = Label().Matches(purpose);
        if (labels.Count == 0) return purpose;

        var said = new List<string> { purpose[..labels[0].Index] };
        var ids = new List<string>();
        for (var i = 0; i < labels.Count; i++)
        {
            var end = i + 1 < labels.Count ? labels[i + 1].Index : purpose.Length;
            var value = purpose[(labels[i].Index + labels[i].Length)..end].Trim();
            if (labels[i].Value is "SVWZ+" or "ABWA+" or "ABWE+") said.Add(value);
            else if (value.Length > 0 && value != "NOTPROVIDED") ids.Add(labels[i].Value + value);
        }

        return string.Join(' ', said.Concat(ids));
    }

    [GeneratedRegex(@"(?:EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP|MDAT)\+", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
