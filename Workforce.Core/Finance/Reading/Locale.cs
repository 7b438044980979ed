namespace Workforce.Core.Finance.Reading;

/// <summary>What a file's language, currency and number format say about how dates are written where it comes from.</summary>
internal static class Locale
{
    private static readonly HashSet<string> DayFirstCurrencies =
        ["EUR", "GBP", "CHF", "AUD", "NZD", "SGD", "MYR", "INR", "BRL", "PLN", "CZK", "DKK", "NOK", "RON", "BGN", "TRY", "RUB", "UAH", "THB", "IDR", "VND", "ILS", "MXN", "ARS", "CLP", "COP", "HKD", "AED", "SAR", "DEM", "FRF", "NLG", "ESP", "ITL", "BEF", "ATS", "LVL", "EEK", "RSD", "ISK", "MAD", "TND", "EGP", "NGN", "KES"];

    /// <summary>The order that place implies with the reason in words; null where nothing is implied or two things contradict each other.</summary>
    public static (DateOrder Order, string Why)? ImpliedOrder(IReadOnlyCollection<string> languages, string? currency, char? decimalSign, char separator)
    {
        var implied = new List<(DateOrder Order, string Why)>();
        if (separator == '.') implied.Add((DateOrder.DayFirst, "dates with dots are written day first"));
        if (languages.Count > 0 && !languages.Contains("en")) implied.Add((DateOrder.DayFirst, "the column names are not English"));
        if (decimalSign == ',') implied.Add((DateOrder.DayFirst, "amounts have a decimal comma"));
        if (currency == "USD") implied.Add((DateOrder.MonthFirst, "amounts are in USD"));
        if (currency is not null && DayFirstCurrencies.Contains(currency)) implied.Add((DateOrder.DayFirst, $"amounts are in {currency}"));

        return implied.Count > 0 && implied.TrueForAll(item => item.Order == implied[0].Order) ? implied[0] : null;
    }
}
