namespace Workforce.Workers.Documents;

/// <summary>The document itself cannot be read, now or later. The message is for the person who uploaded it.</summary>
internal sealed class UnreadableDocumentException(string message) : Exception(message);

/// <summary>A program that reads documents is missing on this machine or did not finish; the same document may be read another time.</summary>
internal sealed class DocumentProgramException(string message, Exception? cause = null) : Exception(message, cause);
