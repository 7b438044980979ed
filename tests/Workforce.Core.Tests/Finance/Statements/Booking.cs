using FsCheck;
using FsCheck.Fluent;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Tests.Finance.Statements;

/// <summary>One invented booking, as every format can carry it.</summary>
internal sealed record Booking(DateOnly Date, decimal Amount, string Name, string Purpose)
{
    public static string Reference(int position) => $"R{position:D6}";

    public static (DateOnly?, decimal, string?, string?) Of(ParsedTransaction line) => (line.Date, line.Amount, line.Counterparty, line.BankReference);

    /// <summary>Lists of up to thirty bookings whose texts are written in these characters.</summary>
    public static Arbitrary<Booking[]> Lists(string characters)
    {
        var word = Gen.Elements(characters.ToCharArray()).NonEmptyListOf().Select(letters => string.Concat(letters.Take(12)));
        var text = word.NonEmptyListOf().Select(words => string.Join(' ', words.Take(4)));
        var booking =
            from day in Gen.Choose(new DateOnly(1990, 1, 1).DayNumber, new DateOnly(2060, 12, 31).DayNumber)
            from cents in Gen.Choose(-1_000_000_000, 1_000_000_000)
            from name in text
            from purpose in text
            select new Booking(DateOnly.FromDayNumber(day), (cents == 0 ? 1 : cents) / 100m, name, purpose);
        return booking.ArrayOf().Select(list => list.Take(30).ToArray()).ToArbitrary();
    }
}
