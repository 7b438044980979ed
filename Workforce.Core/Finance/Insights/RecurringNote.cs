using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Insights;

/// <summary>What a person should know of a recurring payment besides its figures: that it is late first of all, then its latest price, then the payment that was left out.</summary>
public static class RecurringNote
{
    public static string? Of(RecurringPayment payment) => payment switch
    {
        { Status: RecurringStatus.Late, Missed: [.., var due] } => $"late since {Day(due)}",
        { PriceChanges: [.., var last] } => $"{Money(last.From, payment.Currency)} became {Money(last.To, payment.Currency)} on {Day(last.Date)}",
        { Missed: [.., var missed] } => $"nothing came on {Day(missed)}",
        _ => null,
    };
}
