using Workforce.Core.Finance;

namespace Workforce.Core.Tests.Finance;

/// <summary>Lines for tests: only what a test is about is said.</summary>
internal static class LineMaker
{
    public static readonly Guid Account = new("00000000-0000-0000-0000-00000000acc1");

    public static LedgerLine Line(
        string date, decimal amount, string description, string? category = null, string? currency = "EUR", string? counterparty = null, string? stated = null,
        string? check = null, bool pending = false, bool opening = false, bool receipt = false, Guid? account = null, Guid? id = null,
        KnownOtherSide otherSide = KnownOtherSide.None) =>
        new(id ?? Guid.NewGuid(), account ?? Account, DateOnly.Parse(date), amount, currency, description, counterparty, check, stated, category, null, pending, opening, receipt, otherSide);
}
