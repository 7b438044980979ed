using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>Takes out of a text what must be kept nowhere: our own keys, and what looks like anybody's.</summary>
internal sealed partial class Secrets(IOptions<ModelOptions> options)
{
    private const string Hidden = "[hidden]";

    /// <summary>Cut to what is kept, without secrets, and storable: Postgres takes neither NUL nor half a character.</summary>
    public string Clean(string text, int most)
    {
        var kept = text.Length > most ? $"{text.AsSpan(0, most)}\n[cut: {text.Length:#,0} characters in all]" : text;
        foreach (var own in Own())
        {
            kept = kept.Replace(own, Hidden, StringComparison.Ordinal);
        }

        kept = Keys().Replace(kept, Hidden);
        kept = Stated().Replace(kept, $"${{name}}{Hidden}");
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(kept.Replace('\0', '\uFFFD')));
    }

    private IEnumerable<string> Own() => options.Value.ApiKey is { Length: > 0 } key ? [key] : [];

    // Keys of well-known services, AWS, tokens of three parts, and what follows "Bearer".
    [GeneratedRegex(@"\b(?:sk|rk|pk|ghp|gho|xox[abp]|wf)[-_][A-Za-z0-9_-]{16,}|\bAKIA[0-9A-Z]{16}\b|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*|(?<=\bBearer\s)[A-Za-z0-9._~+/=-]{8,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Keys();

    [GeneratedRegex("""(?<name>\b(?:api[_-]?key|password|passwort|secret|access[_-]?token)["']?\s*[:=]\s*["']?)[^\s"',;}{\[]{4,}""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Stated();
}
