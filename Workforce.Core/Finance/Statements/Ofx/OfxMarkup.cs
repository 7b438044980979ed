using System.Net;

namespace Workforce.Core.Finance.Statements.Ofx;

internal enum OfxMark { Open, Close, Text, End }

/// <summary>
/// Cuts OFX into tags and text, SGML and XML alike. It never fails: what is no tag is text, since banks write
/// <c>&lt;</c> and <c>&amp;</c> bare into names. Only a document type with declarations inside is refused.
/// </summary>
internal sealed class OfxMarkup(string text)
{
    private const int LongestTag = 80;

    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _names =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly HashSet<string> _neverClosed = [];
    private int _at;
    private int _counted;

    public OfxMark Mark { get; private set; }

    /// <summary>Name of the tag in upper case.</summary>
    public string Name { get; private set; } = "";

    public string Text { get; private set; } = "";

    public bool SelfClosing { get; private set; }

    public int Line { get; private set; } = 1;

    public OfxMark Read()
    {
        while (_at < text.Length)
        {
            CountLines();
            if (TagEnd(_at) is { } end) return ReadTag(end);
            if (Skips("<!--", "-->") || Skips("<?", "?>")) continue;
            if (At("<![CDATA[")) return ReadCData();
            if (At("<!") && _at + 2 < text.Length && char.IsAsciiLetter(text[_at + 2])) SkipDeclaration();
            else return ReadText();
        }

        CountLines();
        return Mark = OfxMark.End;
    }

    private OfxMark ReadText()
    {
        var end = _at;
        do
        {
            end = text.IndexOf('<', Math.Min(end + 1, text.Length));
        }
        while (end >= 0 && TagEnd(end) is null && !(end + 1 < text.Length && text[end + 1] is '!' or '?'));

        var raw = text[_at..(end < 0 ? text.Length : end)];
        _at += raw.Length;
        // Some banks escape twice: &amp;lt; is meant as <.
        Text = raw.Contains('&') ? WebUtility.HtmlDecode(WebUtility.HtmlDecode(raw)) : raw;
        return Mark = OfxMark.Text;
    }

    private OfxMark ReadCData()
    {
        var from = _at + "<![CDATA[".Length;
        var end = text.IndexOf("]]>", from, StringComparison.Ordinal);
        var raw = end < 0 ? text[from..] : text[from..end];
        _at = end < 0 ? text.Length : end + 3;
        Text = WebUtility.HtmlDecode(raw);
        return Mark = OfxMark.Text;
    }

    private OfxMark ReadTag(int end)
    {
        var closing = text[_at + 1] == '/';
        var tag = text.AsSpan((closing ? _at + 2 : _at + 1)..end);
        SelfClosing = tag.EndsWith("/");
        var length = tag.IndexOfAnyExcept(NameCharacters);
        Name = Interned(length < 0 ? tag : tag[..length]);
        _at = end + 1;
        return Mark = closing ? OfxMark.Close : OfxMark.Open;
    }

    private string Interned(ReadOnlySpan<char> name)
    {
        if (_names.TryGetValue(name, out var known)) return known;

        var upper = name.ToString().ToUpperInvariant();
        _names.TryAdd(name, upper);
        return upper;
    }

    /// <summary>Where the tag that starts here ends, null where none starts or this is a bare less-than sign.</summary>
    private int? TagEnd(int at)
    {
        if (text[at] != '<') return null;

        var rest = text.AsSpan(at + 1, Math.Min(LongestTag, text.Length - at - 1));
        var name = rest.StartsWith("/") ? rest[1..] : rest;
        if (name.IsEmpty || !char.IsAsciiLetter(name[0])) return null;

        var end = rest.IndexOfAny('>', '<');
        if (end < 0 || rest[end] == '<') return null;

        var after = name.IndexOfAnyExcept(NameCharacters);
        return name[after] is '>' or '/' or ' ' or '\t' or '\r' or '\n' ? at + 1 + end : null;
    }

    private void SkipDeclaration()
    {
        var end = text.IndexOfAny(['>', '['], _at);
        if (end >= 0 && text[end] == '[')
        {
            throw new UnreadableStatementException($"Line {Line} declares a document type of its own; a bank's statement never does, so the file was not read.", Line, "DOCTYPE");
        }

        _at = end < 0 ? text.Length : end + 1;
    }

    private bool Skips(string open, string close)
    {
        if (!At(open) || _neverClosed.Contains(close)) return false;

        var end = text.IndexOf(close, _at, StringComparison.Ordinal);
        if (end < 0)
        {
            // Never closed, so it is text; and not to be looked for again from every place that follows.
            _neverClosed.Add(close);
            return false;
        }

        _at = end + close.Length;
        return true;
    }

    private bool At(string what) => string.CompareOrdinal(text, _at, what, 0, what.Length) == 0;

    private void CountLines()
    {
        var upTo = Math.Min(_at, text.Length);
        Line += text.AsSpan(_counted, upTo - _counted).Count('\n');
        _counted = upTo;
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
}
