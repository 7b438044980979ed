namespace Workforce.Core.Proposals;

/// <summary>How far an agent's proposals of one type may be trusted, from what people decided on them.</summary>
/// <param name="Accepted">Approved by a person as proposed, or confirmed on looking again, and not undone.</param>
/// <param name="Edited">Approved after an edit, and not undone. Each counts half.</param>
/// <param name="Refused">Rejected, undone, or faulted on looking again.</param>
public sealed record Trust(int Accepted, int Edited, int Refused)
{
    /// <summary>z of a two-sided 95 % interval.</summary>
    private const double Z = 1.96;

    public int Reviews => Accepted + Edited + Refused;

    /// <summary>
    /// 0 to 1: the lower end of the Wilson score interval (E. B. Wilson, 1927, JASA 22:209) for the share of accepted proposals at 95 %.
    /// Few reviews give little trust however good they are: 10 of 10 give 0.72, 20 of 20 give 0.84, 50 of 50 give 0.93.
    /// </summary>
    public double Score
    {
        get
        {
            if (Reviews == 0)
            {
                return 0;
            }

            double n = Reviews;
            var p = (Accepted + (Edited / 2.0)) / n;
            var low = (p + (Z * Z / (2 * n)) - (Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n))))) / (1 + (Z * Z / n));
            return Math.Round(Math.Clamp(low, 0, 1), 4);
        }
    }
}
