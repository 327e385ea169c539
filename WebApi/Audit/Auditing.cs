using System.Text.Json;
using Periscolaire.Audit;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Audit;

/// <summary>Writes lines of the audit trail for what staff ask; the grain that carries an act out keeps the line with it, or before it.</summary>
internal static class Auditing
{
    /// <summary>The longest text kept of what was before or after: a whole catalogue is looked up in its versions, not here.</summary>
    private const int LongestValue = 20_000;

    private static readonly JsonSerializerOptions Format = Formatted();

    /// <summary>A line about something that the caller does.</summary>
    public static AuditEntry Entry(
        this SignedIn caller, TownClock clock, string act, string subject, object? before = null, object? after = null, string? reason = null) =>
        new(caller.Author, clock.GetUtcNow(), act, subject, Family: null, ValueOf(before), ValueOf(after), reason);

    /// <summary>Adds a line to the trail of the caller's structure; called before an act that no grain tells of.</summary>
    public static Task Append(this SignedIn caller, IGrainFactory grains, AuditEntry entry) =>
        grains.GetGrain<IAuditTrailGrain>(caller.Structure.Value).Append(entry);

    /// <summary>A body as the trail keeps it.</summary>
    public static string? ValueOf(object? value)
    {
        if (value is null)
            return null;
        var json = JsonSerializer.Serialize(value, value.GetType(), Format);
        return json.Length <= LongestValue ? json : $$"""{"length":{{json.Length}}}""";
    }

    private static JsonSerializerOptions Formatted()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        Json.Configure(options);
        return options;
    }
}
