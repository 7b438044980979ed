using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Tables;

/// <summary>Decides the sign convention of a file from all of its lines, or says that it cannot.</summary>
/// <param name="Style">Null where two conventions are possible and nothing decides.</param>
/// <param name="Doubt">What to tell the person: a warning with a style, the reason without one.</param>
internal sealed record SignDetection(SignStyle? Style, string? Doubt = null)
{
    /// <summary>A file with at least this many lines that all seem to be income is more likely one of spending without signs.</summary>
    private const int TooManyForIncomeAlone = 3;

    /// <summary>Written on a card or loan when its holder pays it, nowhere else.</summary>
    private static readonly string[] PaidOff = ["payment received", "payment thank you", "payment received thank you", "paiement recu merci", "zahlung erhalten", "betaling ontvangen", "pago recibido", "su pago gracias"];

    /// <summary>Money in on a card; on a current account the same words may go either way.</summary>
    private static readonly string[] CardPayment =
    [
        "thank you", "autopay", "online payment", "mobile payment", "payment by internet", "direct debit payment", "automatic payment", "ausgleich", "einzahlung", "votre paiement",
        "refund", "cashback", "cash rebate", "erstattung", "remboursement", "terugbetaling", "reembolso", "payment from",
    ];

    public static SignDetection Decide(IReadOnlyList<SignCase> lines, bool isCard, bool? spendingIsPositive)
    {
        var twoColumns = lines.Any(line => line.Debit is not null || line.Credit is not null);
        var single = lines.Where(line => line.Amount is not null and not 0).ToList();
        if (twoColumns && (single.Count == 0 || (single.TrueForAll(line => line.Amount > 0) && ColumnsExclude(lines)))) return Columns(lines);
        if (single.Exists(line => line.Mark != DirectionMark.None)) return Marks(single);

        return spendingIsPositive is { } told ? new SignDetection(told ? SignStyle.SpendingPositive : SignStyle.Signed) : Signs(single, isCard);
    }

    private static SignDetection Columns(IReadOnlyList<SignCase> lines)
    {
        var debits = lines.Select(line => line.Debit ?? 0).Where(debit => debit != 0).ToList();
        return new SignDetection(debits.Count(debit => debit < 0) > debits.Count(debit => debit > 0) ? SignStyle.TwoSignedColumns : SignStyle.TwoColumns);
    }

    private static bool ColumnsExclude(IReadOnlyList<SignCase> lines) => lines.All(line => (line.Debit ?? 0) == 0 != ((line.Credit ?? 0) == 0));

    private static SignDetection Marks(List<SignCase> lines)
    {
        var debits = lines.FindAll(line => line.Mark == DirectionMark.Debit);
        var credits = lines.FindAll(line => line.Mark == DirectionMark.Credit);
        var signedAlready = debits.Count(line => line.Amount < 0) > debits.Count(line => line.Amount > 0) || (debits.Count == 0 && lines.Exists(line => line.Mark == DirectionMark.None && line.Amount < 0));
        if (signedAlready) return new SignDetection(SignStyle.Signed);

        // Only payments are marked on a card, so what has no mark was spent.
        return new SignDetection(debits.Count == 0 && credits.Count < lines.Count ? SignStyle.MarkElseOut : SignStyle.MarkElseSigned);
    }

    private static SignDetection Signs(List<SignCase> lines, bool isCard)
    {
        var positive = lines.Count(line => line.Amount > 0);
        var negative = lines.Count - positive;
        if (!isCard && RunningBalance(lines) is { } proven) return new SignDetection(proven);
        if (Payments(lines, isCard) is { } told) return new SignDetection(told);
        if (negative > 0 && (!isCard || negative >= positive)) return new SignDetection(SignStyle.Signed);
        if (positive == 0) return new SignDetection(SignStyle.Signed);
        if (isCard) return new SignDetection(null, "most amounts have no sign and the file is that of a card, so they are either spending or payments and refunds");
        if (positive >= TooManyForIncomeAlone) return new SignDetection(null, $"all {positive} amounts have no sign, so they are either all money in or all spending");

        return new SignDetection(SignStyle.Signed, "no amount has a sign, so they were read as money in; if they are spending, say that spending is positive");
    }

    /// <summary>A payment or a refund on a card comes in, whatever sign it is written with.</summary>
    private static SignStyle? Payments(List<SignCase> lines, bool isCard)
    {
        var words = isCard ? [.. PaidOff, .. CardPayment] : PaidOff;
        var payments = lines.FindAll(line => Folded.Text(line.Text) is var text && Array.Exists(words, phrase => Folded.HasPhrase(text, phrase)));
        int positive = payments.Count(line => line.Amount > 0), negative = payments.Count - positive;
        if (negative > positive && lines.Exists(line => line.Amount > 0)) return SignStyle.SpendingPositive;
        return positive > negative && lines.Exists(line => line.Amount < 0) ? SignStyle.Signed : null;
    }

    /// <summary>What the balances beside the amounts prove, where all of them tie under one sign and one direction of lines. What a card owes grows by spending, so it proves nothing there.</summary>
    private static SignStyle? RunningBalance(List<SignCase> lines)
    {
        if (lines.Count < 3 || lines.Exists(line => line.Balance is null)) return null;

        var steps = lines.Zip(lines.Skip(1)).Select(pair => (Step: pair.Second.Balance - pair.First.Balance, pair.First, pair.Second)).ToList();
        if (steps.TrueForAll(step => step.Step == step.Second.Amount) || steps.TrueForAll(step => -step.Step == step.First.Amount)) return SignStyle.Signed;
        return steps.TrueForAll(step => step.Step == -step.Second.Amount) || steps.TrueForAll(step => step.Step == step.First.Amount) ? SignStyle.SpendingPositive : null;
    }
}
