using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Periscolaire.Audit;

namespace Periscolaire.Catalogue;

/// <summary>What staff changed of a catalogue, as a line of the audit trail.</summary>
internal static class CatalogueAudit
{
    /// <summary>The longest text kept of what was before or after.</summary>
    private const int LongestValue = 20_000;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The line of an edit; null when it changes nothing.</summary>
    public static AuditEntry? Entry(StructureCatalogue before, StructureCatalogue after, EditOrder order, DateTimeOffset now)
    {
        var (kind, subject) = SubjectOf(order.Edit);
        var (old, next) = (ValueOf(ItemOf(before, after, order.Edit)), ValueOf(ItemOf(after, before, order.Edit)));
        if (old == next)
            return null;
        var done = (old, next) switch
        {
            (null, _) => "added",
            (_, null) => "removed",
            _ => "changed",
        };
        return new AuditEntry(order.By, now, $"{kind}-{done}", subject, Family: null, old, next);
    }

    /// <summary>Anything as the trail keeps it.</summary>
    public static string? ValueOf(object? value)
    {
        if (value is null)
            return null;
        var json = JsonSerializer.Serialize(value, value.GetType(), Format);
        return json.Length <= LongestValue ? json : string.Create(CultureInfo.InvariantCulture, $$"""{"length":{{json.Length}}}""");
    }

    private static (string Kind, string Subject) SubjectOf(CatalogueEdit edit) => edit switch
    {
        EditSettings => ("settings", "settings"),
        EditActivity put => ("activity", $"activity/{put.Activity.Id}"),
        RemoveActivity removed => ("activity", $"activity/{removed.Activity}"),
        EditPeriod put => ("period", $"period/{put.Period.Id}"),
        RemovePeriod removed => ("period", $"period/{removed.Period}"),
        GenerateDates dates => ("period", $"period/{dates.Period}"),
        EditWallet put => ("wallet", $"wallet/{put.Wallet.Id}"),
        RemoveWallet removed => ("wallet", $"wallet/{removed.Wallet}"),
        EditGrids => ("price-grids", "price-grids"),
        CopySchoolYear copy => ("school-year", string.Create(CultureInfo.InvariantCulture, $"school-year/{copy.To}")),
        _ => throw new ArgumentException($"Nothing is known of {edit.GetType().Name}.", nameof(edit)),
    };

    /// <summary>What an edit concerns, as one of two catalogues has it; of lists, what the other has not.</summary>
    private static object? ItemOf(StructureCatalogue catalogue, StructureCatalogue other, CatalogueEdit edit) => edit switch
    {
        EditSettings => catalogue.Settings with { Announcements = [] },
        EditActivity put => catalogue.Activities.FirstOrDefault(activity => activity.Id == put.Activity.Id),
        RemoveActivity removed => catalogue.Activities.FirstOrDefault(activity => activity.Id == removed.Activity),
        EditPeriod put => catalogue.Periods.FirstOrDefault(period => period.Id == put.Period.Id),
        RemovePeriod removed => catalogue.Periods.FirstOrDefault(period => period.Id == removed.Period),
        GenerateDates dates => catalogue.Periods.FirstOrDefault(period => period.Id == dates.Period),
        EditWallet put => catalogue.Wallets.FirstOrDefault(wallet => wallet.Id == put.Wallet.Id),
        RemoveWallet removed => catalogue.Wallets.FirstOrDefault(wallet => wallet.Id == removed.Wallet),
        EditGrids => catalogue.Grids.Where(grid => !other.Grids.Any(same => ValueOf(same) == ValueOf(grid))).ToList() is { Count: > 0 } grids ? grids : null,
        CopySchoolYear => New(catalogue, other),
        _ => null,
    };

    private static object? New(StructureCatalogue catalogue, StructureCatalogue other)
    {
        var periods = catalogue.Periods.Select(period => period.Id).Except(other.Periods.Select(period => period.Id), StringComparer.Ordinal).ToList();
        var grids = catalogue.Grids.Select(grid => grid.Id).Except(other.Grids.Select(grid => grid.Id), StringComparer.Ordinal).ToList();
        return periods.Count + grids.Count == 0 ? null : new { Periods = periods, Grids = grids };
    }
}
