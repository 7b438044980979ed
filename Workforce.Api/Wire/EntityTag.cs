using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Workforce.Api.Wire;

/// <summary>Versions as entity tags (RFC 9110, 8.8.3): <c>"7"</c>.</summary>
internal static class EntityTag
{
    public static void Set(HttpContext http, int version) => http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version of If-Match; null where there is none or it is <c>*</c>.</summary>
    /// <returns>False: the header is no tag of ours.</returns>
    public static bool TryReadIfMatch(HttpContext http, out int? version)
    {
        version = null;
        if (http.Request.Headers.IfMatch is not [{ Length: > 0 } text] || text == EntityTagHeaderValue.Any.Tag)
        {
            return http.Request.Headers.IfMatch.Count <= 1;
        }

        if (!EntityTagHeaderValue.TryParse(text, out var tag) || !int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var read))
        {
            return false;
        }

        version = read;
        return true;
    }
}
