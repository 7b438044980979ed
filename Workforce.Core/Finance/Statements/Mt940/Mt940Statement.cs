namespace Workforce.Core.Finance.Statements.Mt940;

/// <summary>SWIFT MT940 customer statements, with or without SWIFT's blocks around them, and the dialects banks made of it.</summary>
public static class Mt940Statement
{
    /// <exception cref="UnreadableStatementException">No statement of an account is in the file.</exception>
    public static ParsedStatementFile Parse(DecodedText text)
    {
        var problems = new ProblemList();
        var messages = Messages(Mt940Fields.Read(text.Text), problems);
        if (messages.Count == 0)
        {
            throw new UnreadableStatementException("The file has no :20: or :25: field, so it holds no MT940 statement.", field: ":20:");
        }

        var statements = messages.Select(message => message.ToAccount(problems)).ToList();
        return new(StatementFormat.Mt940, AccountMerge.Merge(statements, ":61:", problems), problems.ToList());
    }

    private static List<Mt940Message> Messages(IEnumerable<Mt940Field> fields, ProblemList problems)
    {
        var messages = new List<Mt940Message>();
        Mt940Message? current = null;
        foreach (var field in fields)
        {
            if (field.Tag == Mt940Fields.EndOfMessage)
            {
                current = null;
                continue;
            }

            var begins = field.Tag == "20" || (field.Tag is "25" or "25P" && current is null or { HasAccount: true, Closed: true });
            if (begins) messages.Add(current = new(field.Line));
            if (current is not null) current.Add(field, problems);
            else if (field.Tag == "61") problems.Error(field.Line, ":61:", "This statement line stands outside of any statement, so its account is not known.");
        }

        return messages;
    }
}
