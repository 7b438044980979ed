using System.Xml.Linq;

namespace Workforce.Core.Finance.Statements.Camt;

/// <summary>Who and what for, gathered from an entry and its transaction details.</summary>
internal sealed record CamtDetails(string Text, string? Counterparty, string? BankReference, string? CheckNumber)
{
    // A collection of direct debits can hold thousands of details; the first say what it is.
    private const int DetailsTold = 20;

    public static CamtDetails Read(XElement entry, bool credit)
    {
        var details = entry.All("NtryDtls").SelectMany(part => part.All("TxDtls")).Take(DetailsTold).ToList();
        var only = details.Count == 1 ? details[0] : null;

        // A reversal keeps the parties of the payment that it takes back.
        var reversal = entry.Text("RvslInd") is "true" or "1";
        var names = details.Select(detail => Name(detail.At("RltdPties"), credit != reversal)).Distinct().ToList();
        var counterparty = names.Count == 1 ? names[0] : null;
        var said = details.SelectMany(Said).Prepend(counterparty).Append(entry.Text("AddtlNtryInf"));
        var text = BankText.Join(said) is { Length: > 0 } found ? found : BankText.Collapse(EndToEnd(only));
        return new(text, counterparty, Meant(entry.Text("AcctSvcrRef")) ?? Meant(only.Text("Refs/AcctSvcrRef")), only.Text("Refs/ChqNb"));
    }

    /// <summary>Money came from the debtor or went to the creditor; since version 8 the name is one level deeper.</summary>
    private static string? Name(XElement? parties, bool fromDebtor)
    {
        var (side, ultimate) = fromDebtor ? ("Dbtr", "UltmtDbtr") : ("Cdtr", "UltmtCdtr");
        return parties.Text($"{side}/Nm") ?? parties.Text($"{side}/Pty/Nm") ?? parties.Text($"{ultimate}/Nm") ?? parties.Text($"{ultimate}/Pty/Nm");
    }

    public static IEnumerable<string?> Said(XElement detail)
    {
        var remittance = detail.At("RmtInf");
        return remittance.All("Ustrd").Select(part => (string?)part.Value)
            .Concat(remittance.All("Strd").SelectMany(part => new[] { part.Text("CdtrRefInf/Ref"), part.Text("AddtlRmtInf") }))
            .Append(detail.Text("AddtlTxInf"));
    }

    private static string? EndToEnd(XElement? detail) => Meant(detail.Text("Refs/EndToEndId"));

    private static string? Meant(string? reference) => reference is "NOTPROVIDED" or "NONREF" or "NOTAVAILABLE" ? null : reference;
}
