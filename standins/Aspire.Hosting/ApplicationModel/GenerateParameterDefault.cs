using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value of given kinds of characters, as for a password.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    // Characters that mean something in shells, URLs or connection strings are left out.
    private const string LowerLetters = "abcdefghijkmnpqrstuvwxyz";
    private const string UpperLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Specials = "-_.{}~()*+!";

    /// <summary>Fewest characters in all; 22 where less would be easy to guess is the caller's care.</summary>
    public int MinLength { get; set; }

    /// <summary>Whether lower-case letters are allowed.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether upper-case letters are allowed.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether digits are allowed.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether other characters are allowed.</summary>
    public bool Special { get; set; } = true;

    /// <summary>Fewest lower-case letters.</summary>
    public int MinLower { get; set; }

    /// <summary>Fewest upper-case letters.</summary>
    public int MinUpper { get; set; }

    /// <summary>Fewest digits.</summary>
    public int MinNumeric { get; set; }

    /// <summary>Fewest other characters.</summary>
    public int MinSpecial { get; set; }

    /// <summary>A new random value at each call.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">No kind of character is allowed.</exception>
    public override string GetDefaultValue()
    {
        (bool Allowed, int Least, string Letters)[] kinds =
            [(Lower, MinLower, LowerLetters), (Upper, MinUpper, UpperLetters), (Numeric, MinNumeric, Digits), (Special, MinSpecial, Specials)];
        var all = string.Concat(kinds.Where(kind => kind.Allowed).Select(kind => kind.Letters));
        if (all.Length == 0)
        {
            throw new InvalidOperationException("A generated parameter needs at least one kind of character.");
        }

        var letters = new List<char>();
        foreach (var kind in kinds.Where(kind => kind.Allowed))
        {
            letters.AddRange(RandomNumberGenerator.GetItems<char>(kind.Letters, kind.Least));
        }

        letters.AddRange(RandomNumberGenerator.GetItems<char>(all, Math.Max(0, MinLength - letters.Count)));
        var value = letters.ToArray();
        RandomNumberGenerator.Shuffle(value.AsSpan());
        return new(value);
    }
}
