using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Names operations after their routes, which are the contract: generated clients keep their names as long as the addresses stay.</summary>
internal static partial class OperationNames
{
    private const string Prefix = "api/v1/";

    /// <summary>The id of an operation, e.g. <c>putStaffFamiliesByFamilyIdQuotientsByFrom</c>.</summary>
    public static string Of(ApiDescription api)
    {
        var path = api.RelativePath ?? "";
        if (path.StartsWith(Prefix, StringComparison.Ordinal))
            path = path[Prefix.Length..];
        return (api.HttpMethod ?? "").ToLowerInvariant() + string.Concat(path.TrimEnd('/').Split('/').Select(Words));
    }

    /// <summary>A segment in one word: <c>activity-days</c> is ActivityDays, <c>{id:long}</c> is ById, <c>{childId}.pdf</c> is ByChildIdPdf.</summary>
    private static string Words(string segment)
    {
        var words = Constraint().Replace(segment, "").Replace("{", "by-", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Split('-', '.');
        return string.Concat(words.Where(word => word.Length > 0).Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
    }

    [GeneratedRegex(":[^}]*", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Constraint();
}
