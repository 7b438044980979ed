namespace Workforce.Core.Finance.Reading;

/// <summary>The decimal sign of a whole file, decided from every amount in it.</summary>
/// <param name="Sign">'.' or ',', null where the amounts can be read either way and nothing decides.</param>
/// <param name="Undecided">An amount that has two readings, where <paramref name="Sign"/> is null.</param>
internal sealed record DecimalSign(char? Sign, WrittenAmount? Undecided)
{
    /// <summary>Decides by what the amounts prove; then by currency, because no amount in euro has three decimals.</summary>
    public static DecimalSign Decide(IEnumerable<WrittenAmount> amounts, char? hint, string? currency)
    {
        if (hint is { } told) return new DecimalSign(told, null);

        int dots = 0, commas = 0;
        WrittenAmount? undecided = null;
        foreach (var amount in amounts)
        {
            switch (amount.Proof)
            {
                case DecimalProof.Dot: dots++; break;
                case DecimalProof.Comma: commas++; break;
                case DecimalProof.Either: undecided ??= amount; break;
            }

            currency ??= amount.Currency;
        }

        // A stray amount of the other kind is a bad line, not a second opinion; an even split is no proof at all.
        if (dots > commas * 4) return new DecimalSign('.', null);
        if (commas > dots * 4) return new DecimalSign(',', null);
        if (dots + commas > 0) return new DecimalSign(null, undecided ?? amounts.First(amount => amount.Proof is DecimalProof.Dot or DecimalProof.Comma));
        if (undecided is null) return new DecimalSign('.', null);
        if (currency is null || !Currencies.HasAtMostTwoDecimals(currency)) return new DecimalSign(null, undecided);

        return new DecimalSign(undecided.Number.Contains(',') ? '.' : ',', null);
    }
}
