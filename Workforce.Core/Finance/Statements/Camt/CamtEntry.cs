using System.Xml.Linq;

namespace Workforce.Core.Finance.Statements.Camt;

/// <summary>Reads one Ntry. A batch of several TxDtls is one booking on the account, so it is one line.</summary>
internal static class CamtEntry
{
    public static ParsedTransaction? Read(XElement entry, string? accountCurrency, ProblemList problems)
    {
        var written = entry.Text("Amt");
        var amount = CamtElement.Amount(written);
        var sign = entry.Sign();
        if (amount is null) problems.Error(entry.Line(), "Amt", written is null ? "An entry has no amount." : $"The amount {BankText.Quote(written)} of an entry is not a number.");
        if (sign is null) problems.Error(entry.Line(), "CdtDbtInd", "An entry does not say whether it is a credit (CRDT) or a debit (DBIT).");

        // Older versions have the status as text, newer ones as a code.
        var pending = (entry.Text("Sts/Cd") ?? entry.Text("Sts/Prtry") ?? entry.Text("Sts")) is not (null or "BOOK");
        var value = entry.At("ValDt").Date();
        var date = entry.At("BookgDt").Date();
        if (date is null && !DateMayBeMissing(entry, pending, value, problems)) return null;
        if (amount is null || sign is null) return null;

        var currency = entry.At("Amt").Currency();
        var details = CamtDetails.Read(entry, sign.Value > 0);
        return new ParsedTransaction
        {
            Date = date ?? value,
            OtherDate = value,
            Amount = sign.Value * amount.Value,
            Currency = currency == accountCurrency ? null : currency,
            Description = details.Text,
            Counterparty = details.Counterparty,
            BankReference = details.BankReference,
            CheckNumber = details.CheckNumber,
            Pending = pending,
            Line = entry.Line(),
            Splits = CamtBatch.Splits(entry, sign.Value, amount.Value, currency),
        };
    }

    private static bool DateMayBeMissing(XElement entry, bool pending, DateOnly? value, ProblemList problems)
    {
        if (entry.At("BookgDt") is { } written)
        {
            problems.Error(entry.Line(), "BookgDt", $"The booking date {BankText.Quote(written.Value)} of an entry is not a date.");
            return false;
        }

        if (value is null && !pending)
        {
            problems.Error(entry.Line(), "BookgDt", "A booked entry has neither a booking date nor a value date.");
            return false;
        }

        if (!pending) problems.Warning(entry.Line(), "BookgDt", $"An entry has no booking date; its value date {value:yyyy-MM-dd} is used.");
        return true;
    }
}
