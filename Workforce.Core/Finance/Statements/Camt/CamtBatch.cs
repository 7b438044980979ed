using System.Xml.Linq;

namespace Workforce.Core.Finance.Statements.Camt;

/// <summary>The parts of a batch booking, where they are stated completely: they must add up to the entry.</summary>
internal static class CamtBatch
{
    public static IReadOnlyList<ParsedSplit> Splits(XElement entry, int sign, decimal total, string? currency)
    {
        var details = entry.All("NtryDtls").SelectMany(part => part.All("TxDtls")).ToList();
        if (details.Count < 2) return [];

        var splits = new List<ParsedSplit>();
        foreach (var detail in details)
        {
            var amount = detail.At("Amt") ?? detail.At("AmtDtls/TxAmt/Amt");
            if (CamtElement.Amount(BankText.OrNull(amount?.Value)) is not { } value || amount.Currency() != currency) return [];

            splits.Add(new((detail.Sign() ?? sign) * value, null, BankText.OrNull(BankText.Join(CamtDetails.Said(detail)))));
        }

        return splits.Sum(split => split.Amount) == sign * total ? splits : [];
    }
}
