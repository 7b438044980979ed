using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Receipts;

/// <summary>Scores one pair of receipt and line; the weights are stated at <see cref="ReceiptMatcher"/>.</summary>
internal static class MatchScoring
{
    public const decimal HighestTip = 0.25m;

    private const int ReceiptDays = 5;
    private const int InvoiceDays = 45;
    private const double NamesAgree = 0.6;

    /// <summary>Where either date is unknown, time speaks neither for nor much against it.</summary>
    private const double UnknownTime = 0.3;

    private static readonly string[] RestaurantWords =
    [
        "restaurant", "restaurante", "restoran", "ristorante", "cafe", "caffe", "coffee", "bistro", "bar", "grill", "pub", "diner", "pizza", "pizzeria", "sushi", "kitchen", "eatery", "tavern", "taqueria", "falafel", "kebab", "brasserie", "trattoria",
        "gasthaus", "imbiss", "noodle", "ramen", "bbq", "steak", "steakhouse", "burger", "cantina", "osteria", "brewery", "brewing", "bakery", "taxi", "hair", "salon",
    ];

    /// <summary>0 to 1, null where the two cannot belong together.</summary>
    public static decimal? Score(ReceiptToMatch receipt, decimal total, LineToMatch line)
    {
        if (receipt.Currency is not null && line.Currency is not null && receipt.Currency != line.Currency) return null;
        if (Time(receipt, line) is not { } time) return null;

        var names = MerchantSimilarity.Of(receipt.Merchant, line.Text);
        double amount;
        if (line.Amount == -total) amount = 1;
        else if (names >= NamesAgree && TakesTips(receipt.Merchant, line.Text)) amount = 0.6;
        else return null;

        return Math.Round((decimal)((0.45 * amount) + (0.25 * time) + (0.30 * names)), 3);
    }

    private static double? Time(ReceiptToMatch receipt, LineToMatch line)
    {
        if (receipt.Date is not { } bought || line.Date is not { } paid) return UnknownTime;

        var days = paid.DayNumber - bought.DayNumber;
        if (days < 0) return null;
        if (days <= ReceiptDays) return 1 - (days * 0.12);
        return receipt.Document == DocumentKind.Invoice && days <= InvoiceDays ? 0.4 : null;
    }

    private static bool TakesTips(string? merchant, string text)
    {
        var words = Folded.Text($"{merchant} {text}");
        return Array.Exists(RestaurantWords, word => Folded.HasPhrase(words, word));
    }
}
