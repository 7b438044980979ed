namespace Workforce.Core.Finance.Statements.Ofx;

/// <summary>One element of an OFX file: a leaf has text, an aggregate has children.</summary>
internal sealed class OfxElement(string name, int line)
{
    public string Name { get; } = name;

    public int Line { get; } = line;

    /// <summary>As it stands in the file, see <see cref="Value"/> for the readable form.</summary>
    public string Text { get; set; } = "";

    /// <summary>The file ended inside this element, so its last value may be only a part of what the bank wrote.</summary>
    public bool CutOff { get; set; }

    public List<OfxElement> Children { get; } = [];

    public OfxElement? Child(string child) => Children.Find(element => element.Name == child);

    /// <summary>Text of a direct child on one line, null where it is absent or empty.</summary>
    public string? Value(string child)
    {
        foreach (var element in Children)
        {
            if (element.Name == child && BankText.OrNull(element.Text) is { } text) return text;
        }

        return null;
    }

    /// <summary>Elements of these names at any depth, in file order, not looking inside one that was found.</summary>
    public IEnumerable<OfxElement> Within(params string[] names)
    {
        var open = new Stack<OfxElement>([this]);
        while (open.TryPop(out var element))
        {
            if (element != this && names.Contains(element.Name))
            {
                yield return element;
                continue;
            }

            for (var i = element.Children.Count - 1; i >= 0; i--) open.Push(element.Children[i]);
        }
    }
}
