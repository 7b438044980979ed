namespace Workforce.Core.Finance.Statements.Ofx;

/// <summary>OFX 1.x (SGML), OFX 2.x (XML, or an XML header over SGML) and QFX, which is OFX under Quicken's name.</summary>
public static class OfxStatement
{
    private static readonly string[] Statements = ["STMTRS", "CCSTMTRS", "INVSTMTRS"];

    /// <param name="text">The file as text.</param>
    /// <param name="format">Which of the three the file is, see <see cref="FormatOf"/>; it changes nothing about how the file is read.</param>
    /// <exception cref="UnreadableStatementException">There is no OFX in it, or the bank answered with an error in place of a statement.</exception>
    public static ParsedStatementFile Parse(DecodedText text, StatementFormat format)
    {
        var root = OfxTree.Parse(text.Text)
            ?? throw new UnreadableStatementException("The file has no <OFX> element, so it holds no statement. Ask the bank's site for the OFX, QFX or Money export again.", field: "OFX");

        var problems = new ProblemList();
        var statements = root.Within(Statements).ToList();
        OfxStatus.Check(root, statements.Count > 0, problems);
        if (root.CutOff) problems.Warning(null, "OFX", "The file ends before </OFX>: the download may have broken off and lines may be missing.");

        var source = root.Within("FI").FirstOrDefault();
        var accounts = statements.Select(statement => OfxAccount.Read(statement, source, problems)).ToList();
        return new(format, AccountMerge.Merge(accounts, "FITID", problems), problems.ToList());
    }

    /// <summary>OFX 1.x has a header of lines, OFX 2.x one of XML; QFX has the same content, so only its name tells.</summary>
    public static StatementFormat FormatOf(string text, string fileName)
    {
        if (fileName.EndsWith(".qfx", StringComparison.OrdinalIgnoreCase)) return StatementFormat.Qfx;

        var body = text.IndexOf("<OFX", StringComparison.OrdinalIgnoreCase);
        var header = body < 0 ? text : text[..body];
        return header.Contains("<?xml", StringComparison.OrdinalIgnoreCase) || header.Contains("<?OFX", StringComparison.OrdinalIgnoreCase)
            ? StatementFormat.Ofx2
            : StatementFormat.Ofx1;
    }
}
