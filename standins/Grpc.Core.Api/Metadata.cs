using System.Collections;

namespace Grpc.Core;

/// <summary>Headers or trailers of a call: names in lower case, each with text or, where the name ends in <c>-bin</c>, bytes.</summary>
public sealed partial class Metadata : IList<Metadata.Entry>
{
    /// <summary>How the name of an entry with bytes ends.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>No entries; cannot be added to.</summary>
    public static readonly Metadata Empty = new(isReadOnly: true);

    private readonly List<Entry> entries = [];

    /// <summary>Makes an empty collection.</summary>
    public Metadata()
    {
    }

    private Metadata(bool isReadOnly) => IsReadOnly = isReadOnly;

    /// <inheritdoc />
    public int Count => entries.Count;

    /// <inheritdoc />
    public bool IsReadOnly { get; }

    /// <inheritdoc />
    public Entry this[int index]
    {
        get => entries[index];
        set => Writeable()[index] = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The last entry of that name.</summary>
    /// <param name="key">The name, in any case.</param>
    /// <returns>Null: there is none.</returns>
    public Entry? Get(string key) => entries.FindLast(entry => entry.IsNamed(key));

    /// <summary>The text of the last entry of that name.</summary>
    /// <param name="key">The name, in any case.</param>
    /// <returns>Null: there is none.</returns>
    /// <exception cref="InvalidOperationException">The entry has bytes.</exception>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>The bytes of the last entry of that name; of one with text, its ASCII bytes.</summary>
    /// <param name="key">The name, in any case.</param>
    /// <returns>Null: there is none.</returns>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>The entries of that name, in order.</summary>
    /// <param name="key">The name, in any case.</param>
    /// <returns>The entries.</returns>
    public IEnumerable<Entry> GetAll(string key) => entries.Where(entry => entry.IsNamed(key));

    /// <summary>Adds text.</summary>
    /// <param name="key">A name that does not end in <c>-bin</c>.</param>
    /// <param name="value">ASCII text.</param>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Adds bytes.</summary>
    /// <param name="key">A name that ends in <c>-bin</c>.</param>
    /// <param name="valueBytes">The bytes; copied.</param>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <inheritdoc />
    public void Add(Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Writeable().Add(item);
    }

    /// <inheritdoc />
    public void Insert(int index, Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Writeable().Insert(index, item);
    }

    /// <inheritdoc />
    public bool Remove(Entry item) => Writeable().Remove(item);

    /// <inheritdoc />
    public void RemoveAt(int index) => Writeable().RemoveAt(index);

    /// <inheritdoc />
    public void Clear() => Writeable().Clear();

    /// <inheritdoc />
    public bool Contains(Entry item) => entries.Contains(item);

    /// <inheritdoc />
    public int IndexOf(Entry item) => entries.IndexOf(item);

    /// <inheritdoc />
    public void CopyTo(Entry[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    /// <inheritdoc />
    public IEnumerator<Entry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<Entry> Writeable() => IsReadOnly ? throw new InvalidOperationException("This metadata is read-only.") : entries;
}
