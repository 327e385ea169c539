using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Mail;
using Microsoft.Net.Http.Headers;

namespace Periscolaire.WebApi.Hosting;

/// <summary>What may become part of a key or a query, parsed once at the boundary.</summary>
internal static class Input
{
    /// <summary>The furthest months that a calendar shows, from the present one: nobody books further.</summary>
    private const int MonthsAround = 36;
    private const int LongestId = 60;
    private const int LongestIdentifier = 80;
    private const int LongestEmail = 254;

    /// <summary>
    /// Whether a body comes in a charset that JSON may have (RFC 8259): the framework takes others, and stumbles over unknown ones. What a CSV file is
    /// written in is seen from its bytes.
    /// </summary>
    public static bool IsReadable(string? contentType) =>
        contentType is null
        || !MediaTypeHeaderValue.TryParse(contentType, out var media)
        || media.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase)
        || !media.Charset.HasValue
        || media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || media.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);

    public static bool TryStructure(string? text, out StructureId structure)
    {
        structure = new StructureId(text ?? "");
        return IsId(text);
    }

    public static bool TryIdentifier(string? text, out string identifier)
    {
        identifier = (text ?? "").Trim().ToLowerInvariant();
        return identifier.Length is > 0 and <= LongestIdentifier && identifier.All(character => char.IsLetterOrDigit(character) || "._@-".Contains(character));
    }

    public static bool IsId([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LongestId } && text[0] != '-' && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    /// <summary>Whether mails can be sent there: one address, nothing around it.</summary>
    public static bool IsEmail(string text) =>
        text.Length <= LongestEmail && !text.Any(char.IsControl) && Text.IsWellFormed(text)
        && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.');

    public static bool TryMonth(string? text, DateTimeOffset now, out DateOnly month) =>
        DateOnly.TryParseExact($"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out month)
        && Math.Abs(((month.Year - now.Year) * 12) + month.Month - now.Month) <= MonthsAround;

    public static bool TryDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
