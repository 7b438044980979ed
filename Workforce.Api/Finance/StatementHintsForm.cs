using Workforce.Core.Finance;
using Workforce.Core.Finance.Reading;

namespace Workforce.Api.Finance;

/// <summary>The optional form fields that say what a file leaves open.</summary>
internal static class StatementHintsForm
{
    /// <summary>Returns what is wrong with them, by field.</summary>
    public static IReadOnlyList<(string Field, string Message)> Read(
        string? dateOrder, string? decimalSeparator, string? spendingIsPositive, string? currency, out StatementHints? hints)
    {
        // A form sends a field that was left empty.
        (dateOrder, decimalSeparator, spendingIsPositive, currency) = (Given(dateOrder), Given(decimalSeparator), Given(spendingIsPositive), Given(currency));
        var errors = new List<(string, string)>();
        if (dateOrder is not (null or "dmy" or "mdy" or "ymd"))
        {
            errors.Add(("date_order", "must be dmy, mdy or ymd"));
        }

        if (decimalSeparator is not (null or "," or "."))
        {
            errors.Add(("decimal", "must be , or ."));
        }

        if (spendingIsPositive is not (null or "true" or "false"))
        {
            errors.Add(("spending_is_positive", "must be true or false"));
        }

        if (currency is not null && !Currencies.IsKnown(currency))
        {
            errors.Add(("currency", $"{currency} is no currency code of ISO 4217, such as EUR"));
        }

        hints = dateOrder is null && decimalSeparator is null && spendingIsPositive is null && currency is null
            ? null
            : new StatementHints(dateOrder, decimalSeparator, spendingIsPositive is null ? null : spendingIsPositive == "true", currency?.ToUpperInvariant());
        return errors;
    }

    private static string? Given(string? field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();
}
