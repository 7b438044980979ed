using System.Xml.Linq;

namespace Workforce.Core.Finance.Statements.Camt;

/// <summary>ISO 20022 bank to customer messages: camt.053 statements and camt.052 reports of the day, any version.</summary>
public static class CamtStatement
{
    /// <exception cref="UnreadableStatementException">Not XML, another message, or a message without any statement.</exception>
    public static ParsedStatementFile Parse(DecodedText text)
    {
        var root = CamtXml.Load(text.Text);
        var messages = root.DescendantsAndSelf().Where(element => element.Name.LocalName is "BkToCstmrStmt" or "BkToCstmrAcctRpt").ToList();
        if (messages.Count == 0) throw NotAStatement(root);

        var statements = messages.SelectMany(message => message.All("Stmt").Concat(message.All("Rpt"))).ToList();
        if (statements.Count == 0)
        {
            throw new UnreadableStatementException("The message is well-formed XML, but it has no statement (Stmt or Rpt) inside.", messages[0].Line(), messages[0].Name.LocalName);
        }

        var format = messages[0].Name.LocalName == "BkToCstmrStmt" ? StatementFormat.Camt053 : StatementFormat.Camt052;
        var problems = new ProblemList();
        var accounts = statements.Select(statement => CamtAccount.Read(statement, problems)).ToList();
        return new(format, AccountMerge.Merge(accounts, "AcctSvcrRef", problems), problems.ToList());
    }

    private static UnreadableStatementException NotAStatement(XElement root) =>
        root.DescendantsAndSelf().Any(element => element.Name.LocalName == "BkToCstmrDbtCdtNtfctn")
            ? new("This is a camt.054 notification of single bookings, not a statement; upload the camt.053 statement of the same period.", root.Line(), "BkToCstmrDbtCdtNtfctn")
            : new($"The XML file begins with <{root.Name.LocalName}>; a bank statement in XML is a camt.053, a camt.052 or OFX.", root.Line(), root.Name.LocalName);
}
