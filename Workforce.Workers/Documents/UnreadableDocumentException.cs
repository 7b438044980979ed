namespace Workforce.Workers.Documents;

/// <summary>The document itself cannot be read, now or later. The message is for the person who uploaded it.</summary>
internal sealed class UnreadableDocumentException(string message) : Exception(message);

/// <summary>A program that reads documents is missing or broken on this machine; the same document can be read once it is there.</summary>
internal sealed class DocumentProgramException(string message, Exception? cause = null) : Exception(message, cause);
