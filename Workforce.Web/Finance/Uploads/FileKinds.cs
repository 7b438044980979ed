namespace Workforce.Web.Finance.Uploads;

/// <summary>What a file is by its name. A PDF can be either, so the person is asked.</summary>
internal static class FileKinds
{
    public const long LargestFile = 20 * 1024 * 1024;

    private static readonly string[] Receipts = [".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff"];

    public static FileKind Guess(string fileName)
    {
        var ending = Path.GetExtension(fileName).ToLowerInvariant();
        return ending == ".pdf" ? FileKind.Unknown : Receipts.Contains(ending) ? FileKind.Receipt : FileKind.Statement;
    }
}
