using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Finance;

namespace Workforce.Workers.Tests.Agents.Finance;

/// <summary>Text that does not compress, in every field that a unique index is made from: a row of one has room for 2,704 bytes.</summary>
public sealed class LongTextTests
{
    [Fact]
    public async Task Ten_thousand_characters_of_text_are_stored_once_and_told_again()
    {
        await using var pipeline = await Pipeline.StartAsync();
        // Of three bytes each, so that the thousand that are kept of a description are more than an index takes.
        var text = Noise(10_000, 0x4E00, 20_000);

        var first = await pipeline.RunAsync("long.csv", Csv(text, -5m));
        var again = await pipeline.RunAsync("long again.csv", Csv(text, -5m, "2026-01-14,BAKERY,-2.40"));

        Assert.Equal((Statement.Progress.Completed, 1, 1), (first.Status, first.Transactions, first.Added));
        Assert.Equal((Statement.Progress.Completed, 2, 1), (again.Status, again.Transactions, again.Added));
    }

    [Fact]
    public async Task Long_references_and_account_numbers_are_stored()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var ofx = Encoding.ASCII.GetString(OfxText.Of("ACCOUNT", ("2026-01-05", -5m, "SHOP")))
            .Replace("<FITID>ACCOUNT0", $"<FITID>{Noise(4_000, 'A', 26)}").Replace("<ACCTID>ACCOUNT", $"<ACCTID>{Noise(4_000, 'A', 26)}");

        var statement = await pipeline.RunAsync("long.ofx", Encoding.ASCII.GetBytes(ofx));

        Assert.Equal((Statement.Progress.Completed, 1), (statement.Status, statement.Added));
        Assert.Equal(1, await pipeline.ReadAsync(db => db.Accounts.CountAsync()));
    }

    private static byte[] Csv(string text, decimal amount, string more = "") =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"Date,Description,Amount\n2026-01-13,{text},{amount}\n{more}\n"));

    // The same each time, and of no pattern that compression finds.
    private static string Noise(int length, int from, int letters)
    {
        var text = new StringBuilder();
        for (var block = 0; text.Length < length; block++)
        {
            foreach (var value in SHA256.HashData(BitConverter.GetBytes(block)).Chunk(2))
            {
                text.Append((char)(from + (BitConverter.ToUInt16(value) % letters)));
            }
        }

        return text.ToString(0, length);
    }
}
