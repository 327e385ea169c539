using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Catalogue;

/// <summary>On which edition a change is decided, and whether it is kept.</summary>
/// <param name="IfMatch">The ETag that was read.</param>
/// <param name="IfNoneMatch"><c>*</c> for what must not exist yet.</param>
/// <param name="IsDryRun">Whether nothing is kept.</param>
internal sealed record EditQuery(
    [FromHeader(Name = Editions.IfMatch)] string? IfMatch,
    [FromHeader(Name = Editions.IfNoneMatch)] string? IfNoneMatch,
    [FromQuery(Name = "dryRun")] bool? IsDryRun)
{
    public bool TryRead(out long? version, [NotNullWhen(false)] out IResult? refusal)
    {
        version = null;
        refusal = null;
        if (Editions.IsCreation(IfNoneMatch))
            return true;
        if (Editions.TryMatch(IfMatch, out var read, out refusal))
            version = read;
        return refusal is null;
    }
}

/// <summary>What was edited, and what that touches.</summary>
/// <typeparam name="T">What was edited.</typeparam>
/// <param name="Value">As it is since, or would be; absent once it is taken out.</param>
/// <param name="Consequences">What the change touches.</param>
/// <param name="Warnings">What should be looked at.</param>
internal sealed record EditBody<T>(T? Value, ConsequencesBody Consequences, IReadOnlyList<string>? Warnings = null)
    where T : class;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items.</param>
/// <param name="NextCursor">The cursor of the next page; absent on the last.</param>
internal sealed record ListBody<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Why something cannot be kept.</summary>
/// <param name="Item">What is concerned, e.g. period/mercredis-2026.</param>
/// <param name="Field">The field; empty for the item as a whole.</param>
/// <param name="Detail">What is wrong, in French.</param>
internal sealed record CatalogueFlawBody(string Item, string Field, string Detail);

/// <summary>Has the desk of the caller's structure change its catalogue, and tells what became of it.</summary>
internal static class CatalogueEditing
{
    private const int MostFlaws = 100;

    public static ICatalogueDeskGrain Desk(this SignedIn caller, IGrainFactory grains) => grains.GetGrain<ICatalogueDeskGrain>(caller.Structure.Value);

    public static async Task<StructureCatalogue?> Catalogue(this SignedIn caller, IGrainFactory grains) =>
        await grains.GetGrain<ICatalogueGrain>(caller.Structure.Value).Read();

    /// <summary>Carries an edit out on the edition that the headers name.</summary>
    public static async Task<IResult> Edit<T>(
        this SignedIn caller, IGrainFactory grains, EditQuery query, CatalogueEdit edit, Shown<T> shown)
        where T : class
    {
        if (!query.TryRead(out var version, out var refusal))
            return refusal;
        var answer = await caller.Desk(grains).Change(
            new EditOrder(edit, caller.Author, version, MustBeNew: version is null, query.IsDryRun == true));
        return answer.Refusal(shown.Unknown) ?? Tagged(answer, shown.Of, isNew: version is null && query.IsDryRun != true);
    }

    /// <summary>Answers an edit that is kept, or would be.</summary>
    public static IResult Tagged<T>(EditAnswer answer, Func<StructureCatalogue, T?> of, bool isNew = false)
        where T : class
    {
        var body = new EditBody<T>(
            of(answer.Catalogue!), ConsequencesBody.From(answer.Consequences!), answer.Warnings.IsEmpty ? null : answer.Warnings);
        return Editions.Tagged(isNew ? TypedResults.Created((string?)null, body) : TypedResults.Ok(body), answer.Catalogue!.Version);
    }

    /// <summary>The problem that an edit met; null when it is kept, or would be.</summary>
    public static IResult? Refusal(this EditAnswer answer, ProblemKind unknown) => answer.Outcome switch
    {
        EditOutcome.Kept => null,
        EditOutcome.Unknown => Problem.Of(unknown),
        EditOutcome.AlreadyExists => Problem.Of(ProblemKinds.AlreadyExists),
        EditOutcome.ChangedMeanwhile => Problem.Of(ProblemKinds.ChangedMeanwhile),
        EditOutcome.DaysBooked => Problem.Of(
            ProblemKinds.DaysBooked,
            $"{answer.Consequences!.LeavingBookings} réservation(s) : fermez ces journées, ou attendez qu'elles soient passées et débitées.",
            ("consequences", ConsequencesBody.From(answer.Consequences))),
        _ => Problem.Of(
            ProblemKinds.InvalidCatalogue,
            string.Join(' ', Flaws(answer).Take(3).Select(flaw => $"{flaw.Item}{(flaw.Field.Length == 0 ? "" : $", {flaw.Field}")} : {flaw.Detail}.")),
            ("errors", Flaws(answer).Take(MostFlaws))),
    };

    /// <summary>A page of what a catalogue lists, by its ids.</summary>
    public static IResult Page<T>(this PageQuery page, IReadOnlyList<T> all, Func<T, string> idOf, long version)
    {
        if (!page.TryParse(out var after, out var limit, out var refusal))
            return refusal;
        var from = after is null ? 0 : all.TakeWhile(item => idOf(item) != after).Count() + 1;
        if (from > all.Count)
            return Problem.Of(ProblemKinds.InvalidCursor);
        var items = all.Skip(from).Take(limit).ToList();
        return Editions.Tagged(
            TypedResults.Ok(new ListBody<T>(items, from + items.Count < all.Count ? PageQuery.CursorAfter(idOf(items[^1])) : null)), version);
    }

    /// <summary>Whether a name can be shown.</summary>
    public static bool IsLabel(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= 200 && Text.IsNote(text);

    private static IEnumerable<CatalogueFlawBody> Flaws(EditAnswer answer) => answer.Flaws.Select(flaw => new CatalogueFlawBody(flaw.Item, flaw.Field, flaw.What))
        .Concat(answer.GridFlaws.Select(flaw => new CatalogueFlawBody($"price-grid/{flaw.Grid}", flaw.Field, flaw.What)));
}

/// <summary>How what is edited is shown.</summary>
/// <typeparam name="T">Its body.</typeparam>
/// <param name="Of">Finds it in a catalogue; null once it is taken out.</param>
/// <param name="Unknown">What is said when it does not exist.</param>
internal sealed record Shown<T>(Func<StructureCatalogue, T?> Of, ProblemKind Unknown)
    where T : class;
