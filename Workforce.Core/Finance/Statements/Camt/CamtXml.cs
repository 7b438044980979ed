using System.Xml;
using System.Xml.Linq;

namespace Workforce.Core.Finance.Statements.Camt;

/// <summary>Reads XML that a stranger sent: no document type, no entities of its own, bounded depth and number of elements.</summary>
internal static class CamtXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        // Some banks let control characters through; they vanish when the text is collapsed.
        CheckCharacters = false,
    };

    /// <exception cref="UnreadableStatementException">Not well-formed, or beyond the bounds; with the line.</exception>
    public static XElement Load(string text)
    {
        // An XML declaration must come first, yet downloads begin with blank lines.
        var xml = text.TrimStart();
        var skipped = text.AsSpan(0, text.Length - xml.Length).Count('\n');
        try
        {
            Measure(xml, skipped);
            using var reader = XmlReader.Create(new StringReader(xml), Settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException e)
        {
            var line = e.LineNumber + skipped;
            var why = e.Message.Contains("DTD", StringComparison.Ordinal)
                ? $"Line {line} declares a document type of its own; a bank's statement never does, so the file was not read."
                : $"The XML is broken in line {line}; the download may have stopped early. Download the statement again. ({e.Message})";
            throw new UnreadableStatementException(why, line);
        }
    }

    /// <summary>A first pass that builds nothing, so that the bounds hold before memory is taken.</summary>
    private static void Measure(string xml, int skipped)
    {
        using var reader = XmlReader.Create(new StringReader(xml), Settings);
        var elements = 0;
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element) continue;

            var line = ((IXmlLineInfo)reader).LineNumber + skipped;
            if (reader.Depth > StatementLimits.Depth) throw new UnreadableStatementException($"<{reader.LocalName}> in line {line} is nested deeper than any bank statement.", line, reader.LocalName);
            if (++elements > StatementLimits.Elements) throw new UnreadableStatementException($"The file has more than {StatementLimits.Elements} elements (line {line}); export a shorter period.", line, reader.LocalName);
        }
    }
}
