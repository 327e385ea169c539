using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Hosting;

/// <summary>Which page of a list.</summary>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">Items a page, 1 to 200; 50 when absent.</param>
internal sealed record PageQuery([FromQuery(Name = "cursor")] string? Cursor, [FromQuery(Name = "limit")] string? Limit)
{
    public const int DefaultLimit = 50;
    public const int MostItems = 200;

    private const int LongestCursor = 400;

    /// <summary>A cursor that continues after something.</summary>
    public static string CursorAfter(string last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(last));

    /// <summary>What a cursor continues after.</summary>
    public static bool TryReadCursor(string cursor, [NotNullWhen(true)] out string? after)
    {
        after = cursor.Length <= LongestCursor && Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : null;
        return after is not null;
    }

    public static bool TryLimit(string? text, out int limit)
    {
        limit = DefaultLimit;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MostItems);
    }

    public bool TryParse(out string? after, out int limit, [NotNullWhen(false)] out IResult? refusal)
    {
        after = null;
        refusal = null;
        if (!TryLimit(Limit, out limit))
            refusal = Problem.Of(ProblemKinds.InvalidRequest, $"limit va de 1 à {MostItems}.");
        else if (Cursor is not null && !TryReadCursor(Cursor, out after))
            refusal = Problem.Of(ProblemKinds.InvalidCursor);
        return refusal is null;
    }
}
