namespace Workforce.Core.Finance.Statements;

/// <summary>The file as a whole cannot be read: nothing of it may be stored. The message is for the person who uploaded it.</summary>
public sealed class UnreadableStatementException(string message, int? line = null, string? field = null) : Exception(message)
{
    /// <summary>Line (page for PDF) counted from 1, null where it concerns the whole file.</summary>
    public int? Line { get; } = line;

    /// <summary>Tag, column or element.</summary>
    public string? Field { get; } = field;
}
