namespace Workforce.Core.Finance.Statements.Qif;

internal enum QifSectionKind { Lines, Investments, List, Unknown }

/// <summary>What stands under each header of a QIF file.</summary>
internal static class QifSection
{
    public static QifSectionKind KindOf(string? section) => section switch
    {
        "bank" or "cash" or "ccard" or "oth a" or "oth l" or "oth s" => QifSectionKind.Lines,
        "invst" or "port" or "mutual" or "401(k)/403(b)" => QifSectionKind.Investments,
        "account" or "cat" or "class" or "memorized" or "security" or "prices" or "tag" or "budget" or "invitem" or "template" => QifSectionKind.List,
        _ => QifSectionKind.Unknown,
    };

    public static AccountType TypeOf(string? type) => type?.ToLowerInvariant() switch
    {
        "bank" => AccountType.Checking,
        "cash" => AccountType.Cash,
        "ccard" => AccountType.CreditCard,
        "oth l" => AccountType.Loan,
        "invst" or "port" or "mutual" or "401(k)/403(b)" => AccountType.Investment,
        _ => AccountType.Unknown,
    };
}
