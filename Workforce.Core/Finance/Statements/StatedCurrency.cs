using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements;

/// <summary>A currency as a file names it in a place of its own.</summary>
internal static class StatedCurrency
{
    /// <summary>The code, null where the file names none.</summary>
    /// <exception cref="UnreadableStatementException">ISO 4217 does not know it: amounts of it are not guessed to be of another one.</exception>
    public static string? Code(string? written, int? line, string field) => BankText.OrNull(written) switch
    {
        null => null,
        { Length: 3 } code when Currencies.IsKnown(code) => code.ToUpperInvariant(),
        var unknown => throw Unknown(unknown, line, field),
    };

    public static UnreadableStatementException Unknown(string written, int? line, string field) =>
        new($"{(line is null ? "The file" : $"Line {line}")} names the currency {BankText.Quote(written)} in {field}, which is no code of ISO 4217 such as EUR.", line, field);
}
