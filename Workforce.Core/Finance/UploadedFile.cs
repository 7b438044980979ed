using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Finance;

/// <summary>What statements and receipts share on their way in.</summary>
public static class UploadedFile
{
    private const int LongestName = 255;

    public static byte[] HashOf(byte[] content) => SHA256.HashData(content);

    /// <summary>The name as a person reads it: no folders, no control characters, no longer than the column.</summary>
    public static string Name(string given, string otherwise)
    {
        var name = string.Concat(given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Where(letter => !char.IsControl(letter))).Trim();
        if (name.Length > LongestName)
        {
            // The end tells the kind of file, so the middle goes. Not through a surrogate pair: the half of one is no text.
            var end = Path.GetExtension(name) is { Length: <= 16 } extension ? extension : "";
            var keep = LongestName - end.Length - 1;
            name = name[..(char.IsHighSurrogate(name[keep - 1]) ? keep - 1 : keep)] + "…" + end;
        }

        return name.Length == 0 ? otherwise : name;
    }

    internal static Task LockAsync(WorkforceDbContext db, string kind, byte[] hash, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"upload:{kind}:{db.Tenant.Required}:{Convert.ToHexString(hash)}"}, 0))", ct);
}
