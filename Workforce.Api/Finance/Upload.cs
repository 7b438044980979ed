using Workforce.Api.Wire;

namespace Workforce.Api.Finance;

/// <summary>The bytes of the form field <c>file</c>.</summary>
internal static class Upload
{
    /// <summary>Null where it is not there or too large; then there is the answer to give.</summary>
    public static async Task<(byte[]? Content, IResult? Refusal)> ReadAsync(IFormFile? file, CancellationToken ct)
    {
        switch (file)
        {
            case null: return (null, Problems.Field("file", "is required: one file in the form field 'file'"));
            case { Length: > RequestSizes.File }: return (null, Problems.TooLarge($"file: {file.Length} bytes are more than the {RequestSizes.File} (20 MiB) that are taken."));
        }

        var content = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, ct);
        return (content, null);
    }
}
