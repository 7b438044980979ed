using Microsoft.AspNetCore.Http.HttpResults;

namespace Workforce.Api.Wire;

/// <summary>The page a caller asks for: <c>?after=&amp;limit=</c>.</summary>
internal static class Paging
{
    public const int Default = 50;
    public const int Most = 200;

    /// <summary>Null where the page can be served.</summary>
    public static ValidationProblem? Check(string? after, int? limit, out Cursor? cursor, out int size)
    {
        size = limit ?? Default;
        if (!Cursor.TryRead(after, out cursor))
        {
            return Problems.Field("after", "must be the 'next' of an earlier page");
        }

        return size is < 1 or > Most ? Problems.Field("limit", $"must be between 1 and {Most}") : null;
    }
}
