namespace Workforce.Core.Finance.Statements.Ofx;

/// <summary>
/// Builds the element tree. SGML leaves have no end tag and banks forget those of aggregates too, so an element ends
/// where its own end tag, that of an outer one, or another of the same name stands: nothing in OFX nests in itself.
/// </summary>
internal sealed class OfxTree
{
    private const int LongestValue = 2 * StatementLimits.Description;

    // Told apart by name, because an empty leaf without end tag looks like the start of an aggregate.
    private static readonly HashSet<string> Aggregates =
    [
        "OFX", "SIGNONMSGSRSV1", "SONRS", "STATUS", "FI",
        "BANKMSGSRSV1", "CREDITCARDMSGSRSV1", "INVSTMTMSGSRSV1", "STMTTRNRS", "CCSTMTTRNRS", "INVSTMTTRNRS",
        "STMTRS", "CCSTMTRS", "INVSTMTRS", "BANKACCTFROM", "CCACCTFROM", "INVACCTFROM", "BANKACCTTO", "CCACCTTO",
        "BANKTRANLIST", "BANKTRANLISTP", "INVTRANLIST", "STMTTRN", "STMTTRNP", "INVBANKTRAN", "INVTRAN",
        "LEDGERBAL", "AVAILBAL", "INVBAL", "BALLIST", "BAL", "CURRENCY", "ORIGCURRENCY", "PAYEE",
    ];

    private static readonly HashSet<string> Leaves =
    [
        "CODE", "SEVERITY", "MESSAGE", "ORG", "FID", "CURDEF", "BANKID", "BRANCHID", "BROKERID", "ACCTID", "ACCTTYPE",
        "DTSTART", "DTEND", "TRNTYPE", "DTPOSTED", "DTUSER", "DTAVAIL", "DTTRAN", "TRNAMT", "FITID", "CHECKNUM", "REFNUM",
        "NAME", "MEMO", "CURSYM", "CURRATE", "BALAMT", "DTASOF",
    ];

    private readonly OfxElement _top = new("", 1);
    private readonly List<OfxElement> _open = [];
    private readonly HashSet<string> _everClosed = [];
    private OfxElement? _leaf;
    private int _elements;

    private OfxTree()
    {
    }

    /// <summary>The OFX element, null where the text has none.</summary>
    public static OfxElement? Parse(string text)
    {
        var tree = new OfxTree();
        tree.FindEndTags(new OfxMarkup(text));
        tree.Build(new OfxMarkup(text));
        return tree._top.Child("OFX");
    }

    private void FindEndTags(OfxMarkup markup)
    {
        while (markup.Read() is not OfxMark.End)
        {
            if (markup.Mark is OfxMark.Close) _everClosed.Add(markup.Name);
        }
    }

    private void Build(OfxMarkup markup)
    {
        _open.Add(_top);
        while (markup.Read() is not OfxMark.End)
        {
            if (markup.Mark is OfxMark.Open) Open(markup);
            else if (markup.Mark is OfxMark.Close) Close(markup.Name);
            else AddText(markup.Text);
        }

        foreach (var element in _open) element.CutOff = true;
        _leaf?.CutOff = true;
    }

    private void Open(OfxMarkup markup)
    {
        _leaf = null;
        if (++_elements > StatementLimits.Elements)
        {
            throw new UnreadableStatementException($"The file has more than {StatementLimits.Elements} tags (line {markup.Line}); export a shorter period.", markup.Line, markup.Name);
        }

        var element = new OfxElement(markup.Name, markup.Line);
        var leaf = !Aggregates.Contains(element.Name) && (Leaves.Contains(element.Name) || !_everClosed.Contains(element.Name));
        if (!leaf) PopThrough(element.Name);
        _open[^1].Children.Add(element);

        if (markup.SelfClosing) return;
        if (leaf) _leaf = element;
        else if (_open.Count > StatementLimits.Depth) throw new UnreadableStatementException($"<{element.Name}> in line {markup.Line} is nested deeper than any bank statement.", markup.Line, element.Name);
        else _open.Add(element);
    }

    private void Close(string name)
    {
        if (_leaf?.Name == name) _leaf = null;
        else if (PopThrough(name)) _leaf = null;
    }

    private bool PopThrough(string name)
    {
        var at = _open.FindLastIndex(element => element.Name == name);
        if (at < 1) return false;

        _open.RemoveRange(at, _open.Count - at);
        return true;
    }

    private void AddText(string text)
    {
        if (_leaf is null)
        {
            // An unknown element with an end tag somewhere turns out to be a leaf when its text comes.
            var last = _open[^1];
            if (_open.Count == 1 || string.IsNullOrWhiteSpace(text) || Aggregates.Contains(last.Name) || last.Children.Count > 0) return;

            _open.RemoveAt(_open.Count - 1);
            _leaf = last;
        }

        if (_leaf.Text.Length < LongestValue) _leaf.Text += text.Length > LongestValue ? text[..LongestValue] : text;
    }
}
