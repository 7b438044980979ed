using System.Globalization;
using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Insights;

/// <summary>What stands out, each with the figure that made it.</summary>
internal static class AnomalyInsights
{
    public static IEnumerable<InsightDraft> Of(IReadOnlyList<Anomaly> anomalies) => anomalies.Select(Draft);

    private static InsightDraft Draft(Anomaly anomaly)
    {
        var (kind, severity, title, text) = Words(anomaly);
        return new(
            $"{kind.WireName()}:{string.Join('+', anomaly.LineIds.Select(id => id.ToString("N")))}", kind, severity, title, text,
            anomaly.Amount, anomaly.Scope, anomaly.Date, anomaly.Date, anomaly.LineIds);
    }

    private static (InsightKind Kind, InsightSeverity Severity, string Title, string Text) Words(Anomaly anomaly)
    {
        var (payee, amount, day) = (anomaly.Payee, Money(anomaly.Amount, anomaly.Scope.Currency), Day(anomaly.Date));
        var usual = Money(anomaly.Baseline ?? 0, anomaly.Scope.Currency);
        var (figure, threshold) = (anomaly.Figure.ToString("0.0", CultureInfo.InvariantCulture), anomaly.Threshold.ToString("0.0", CultureInfo.InvariantCulture));
        return anomaly.Kind switch
        {
            AnomalyKind.UnusualForMerchant => (InsightKind.UnusualAmount, InsightSeverity.Notice,
                $"{payee}: {amount} is unusual",
                $"{amount} went to {payee} on {day}; usually it is about {usual} (deviation score {figure}, unusual from {threshold})."),
            AnomalyKind.UnusualForCategory => (InsightKind.UnusualAmount, InsightSeverity.Info,
                $"{payee}: {amount} is much for {CategoryCatalogue.DisplayOf(anomaly.Category!)}",
                $"{amount} went to {payee} on {day}; a payment for {CategoryCatalogue.DisplayOf(anomaly.Category!)} is usually about {usual} (deviation score {figure}, unusual from {threshold})."),
            AnomalyKind.DuplicateCharge => (InsightKind.DuplicateCharge, InsightSeverity.Warning,
                $"{payee} may have charged {amount} twice",
                $"{payee} took {amount} on {day} and the same amount {(anomaly.Figure == 0 ? "on the same day" : Count((int)anomaly.Figure, "day", "days") + " before")}."),
            AnomalyKind.NewLargeMerchant => (InsightKind.NewMerchant, InsightSeverity.Info,
                $"First payment to {payee}: {amount}",
                $"{payee} was paid for the first time on {day}, {amount}. Only one payment in twenty so far reached {usual}."),
            AnomalyKind.ChequeTwice => (InsightKind.ChequeTwice, InsightSeverity.Warning,
                $"Cheque number used twice: {payee}",
                $"{Count((int)anomaly.Figure, "line carries", "lines carry")} the same cheque number: {payee}. The latest is {amount} on {day}."),
            AnomalyKind.UnusualRefund => (InsightKind.UnusualRefund, InsightSeverity.Notice,
                $"{payee} paid back more than it was paid",
                $"{amount} came back from {payee} on {day}; in the {AnomalyDetectors.UnusualRefund.LookBackDays} days before only {usual} was paid there."),
            AnomalyKind.RoundCash => (InsightKind.RoundCash, InsightSeverity.Info,
                $"{amount} drawn in cash",
                $"{amount} was drawn in cash on {day}, {figure} times the usual {usual}."),
            _ => throw new ArgumentOutOfRangeException(nameof(anomaly), anomaly.Kind, null),
        };
    }
}
