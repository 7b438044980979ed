using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One name with its text or bytes.</summary>
    public class Entry
    {
        private readonly string? text;
        private readonly byte[]? bytes;

        /// <summary>Makes an entry with bytes.</summary>
        /// <param name="key">A name of letters, digits, <c>.</c>, <c>_</c> and <c>-</c> that ends in <c>-bin</c>; put into lower case.</param>
        /// <param name="valueBytes">The bytes; copied.</param>
        /// <exception cref="ArgumentException">The name is not such a name.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = Normalised(key);
            if (!Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal))
                throw new ArgumentException($"'{key}' has bytes, so it must end in {BinaryHeaderSuffix}.", nameof(key));

            bytes = [.. valueBytes];
        }

        /// <summary>Makes an entry with text.</summary>
        /// <param name="key">A name of letters, digits, <c>.</c>, <c>_</c> and <c>-</c> that does not end in <c>-bin</c>; put into lower case.</param>
        /// <param name="value">ASCII text.</param>
        /// <exception cref="ArgumentException">The name is not such a name.</exception>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = Normalised(key);
            if (Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal))
                throw new ArgumentException($"'{key}' has text, so it must not end in {BinaryHeaderSuffix}.", nameof(key));

            text = value;
        }

        /// <summary>The name, in lower case.</summary>
        public string Key { get; }

        /// <summary>The text.</summary>
        /// <exception cref="InvalidOperationException">The entry has bytes.</exception>
        public string Value => text ?? throw new InvalidOperationException($"'{Key}' has bytes, not text.");

        /// <summary>A copy of the bytes; of text, its ASCII bytes.</summary>
        public byte[] ValueBytes => bytes is null ? Encoding.ASCII.GetBytes(text!) : [.. bytes];

        /// <summary>True: the entry has bytes.</summary>
        public bool IsBinary => bytes is not null;

        /// <inheritdoc />
        public override string ToString() => IsBinary ? $"[Entry: key={Key}, {bytes!.Length} bytes]" : $"[Entry: key={Key}, value={text}]";

        internal bool IsNamed(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        private static string Normalised(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            return key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-')
                ? key.ToLowerInvariant()
                : throw new ArgumentException($"'{key}' may only have letters, digits, dots, underscores and hyphens.", nameof(key));
        }
    }
}
