namespace Workforce.Core.Finance.Statements.Ofx;

/// <summary>Reads one STMTTRN (booked) or STMTTRNP (pending).</summary>
internal static class OfxLine
{
    public static ParsedTransaction? Read(OfxElement line, string? accountCurrency, ProblemList problems)
    {
        if (line.CutOff)
        {
            problems.Error(line.Line, line.Name, "The file breaks off inside this transaction, so its values may be incomplete.");
            return null;
        }

        var pending = line.Name == "STMTTRNP";
        var dateTag = pending ? "DTTRAN" : "DTPOSTED";
        var date = OfxValues.Date(line.Value(dateTag));
        var amount = OfxValues.Amount(line.Value("TRNAMT"));
        if (date is null) problems.Error(line.Line, dateTag, Unreadable(line, dateTag, "a date"));
        if (amount is null) problems.Error(line.Line, "TRNAMT", Unreadable(line, "TRNAMT", "an amount"));
        if (amount is null || date is null) return null;

        var name = line.Value("NAME") ?? line.Child("PAYEE")?.Value("NAME");
        // With CURRENCY the amount itself is in CURSYM; with ORIGCURRENCY it has already been converted.
        var currency = Currency(line.Child("CURRENCY"), "CURSYM");
        return new ParsedTransaction
        {
            Date = date,
            OtherDate = OfxValues.Date(line.Value("DTUSER")) ?? OfxValues.Date(line.Value("DTAVAIL")),
            Amount = amount.Value,
            Currency = currency == accountCurrency ? null : currency,
            Description = BankText.Join(name, line.Value("MEMO")) is { Length: > 0 } text ? text : BankText.Collapse(line.Value("TRNTYPE")),
            Counterparty = BankText.OrNull(name),
            BankReference = BankText.OrNull(line.Value("FITID")),
            CheckNumber = line.Value("CHECKNUM") is { } number && number.Trim('0', ' ').Length > 0 ? number : null,
            Pending = pending,
            Line = line.Line,
        };
    }

    public static string? Currency(OfxElement? within, string tag) => StatedCurrency.Code(within?.Value(tag), within?.Child(tag)?.Line, tag);

    private static string Unreadable(OfxElement line, string tag, string what)
    {
        var who = BankText.Join(line.Value("NAME"), line.Value("MEMO"));
        var of = who.Length > 0 ? $"The transaction {BankText.Quote(who)}" : "A transaction";
        return line.Value(tag) is { } found
            ? $"{of} has {tag} {BankText.Quote(found)}, which is not {what}."
            : $"{of} has no {tag}.";
    }
}
