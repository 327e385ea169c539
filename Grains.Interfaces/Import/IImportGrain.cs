using System.Collections.Immutable;

namespace Periscolaire.Import;

/// <summary>
/// Takes files over into a structure, keyed by its <see cref="StructureId"/>: one after the other. Called by staff; calls the families and days whose
/// rows it wrote, so that they read them again.
/// </summary>
[Alias("IImportGrain")]
public interface IImportGrain : IGrainWithStringKey
{
    /// <summary>Checks a file, and when nothing is wrong with it keeps all of it in one transaction, or nothing.</summary>
    /// <param name="order">The file, and who asks.</param>
    /// <returns>What was found and done. A repeat finds everything unchanged.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed: all of it was kept, or nothing; ask again.</exception>
    [Alias("Run"), ResponseTimeout("00:10:00")]
    Task<ImportReport> Run(ImportOrder order);
}

/// <summary>What a file is about.</summary>
public enum ImportKind
{
    /// <summary>Families: name, address, residence.</summary>
    Families,

    /// <summary>Children of families that exist.</summary>
    Children,

    /// <summary>Accounts of families that exist, each opened by a code sent by letter.</summary>
    Accounts,

    /// <summary>Quotients familiaux by date.</summary>
    Quotients,

    /// <summary>Balances of the software used before.</summary>
    Balances,

    /// <summary>Price grids, a line for each bracket.</summary>
    Grids,

    /// <summary>Bookings of children that exist.</summary>
    Bookings,
}

/// <summary>A file to be taken over.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Sheet">Its lines.</param>
/// <param name="By">Who asks.</param>
/// <param name="DryRun">Whether it is only checked.</param>
[GenerateSerializer, Immutable, Alias("ImportOrder")]
public sealed record ImportOrder(
    [property: Id(0)] ImportKind Kind, [property: Id(1)] ImportSheet Sheet, [property: Id(2)] Author By, [property: Id(3)] bool DryRun)
{
    /// <summary>Leaves the lines out: a log must never hold them.</summary>
    /// <returns>The kind and how many lines.</returns>
    public override string ToString() => $"ImportOrder {{ {Kind}, {Sheet.Lines.Length} lines }}";
}

/// <summary>A file as a table.</summary>
/// <param name="Header">The names of its columns, as written.</param>
/// <param name="Lines">Its lines, without the header and without empty ones.</param>
[GenerateSerializer, Immutable, Alias("ImportSheet")]
public sealed record ImportSheet([property: Id(0)] ImmutableArray<string> Header, [property: Id(1)] ImmutableArray<ImportLine> Lines);

/// <summary>A line of a file.</summary>
/// <param name="Number">Its number in the file, the header being 1.</param>
/// <param name="Cells">Its cells, in the order of the header.</param>
/// <param name="Flaw">Why it cannot be read as cells, in French; null when it can.</param>
[GenerateSerializer, Immutable, Alias("ImportLine")]
public sealed record ImportLine([property: Id(0)] int Number, [property: Id(1)] ImmutableArray<string> Cells, [property: Id(2)] string? Flaw = null);

/// <summary>What became of a file.</summary>
public enum ImportOutcome
{
    /// <summary>Only checked; a real run would keep it, or be refused, exactly as the report says.</summary>
    Checked,

    /// <summary>All of it is kept.</summary>
    Kept,

    /// <summary>A line is wrong: nothing is kept.</summary>
    Refused,

    /// <summary>Somebody changed one of the families, days or grids meanwhile: nothing is kept; ask again.</summary>
    Overtaken,
}

/// <summary>What was found in a file.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Counts">What its lines do.</param>
/// <param name="ProblemCount">How many problems there are.</param>
/// <param name="Problems">The first <see cref="MostProblems"/> of them, by line.</param>
/// <param name="Codes">The codes that open the accounts created, given here and never again.</param>
[GenerateSerializer, Immutable, Alias("ImportReport")]
public sealed record ImportReport(
    [property: Id(0)] ImportOutcome Outcome,
    [property: Id(1)] ImportCounts Counts,
    [property: Id(2)] int ProblemCount,
    [property: Id(3)] ImmutableArray<ImportProblem> Problems,
    [property: Id(4)] ImmutableArray<OpeningLetter> Codes)
{
    /// <summary>The most problems that a report lists; all are counted.</summary>
    public const int MostProblems = 1_000;

    /// <summary>Leaves names and codes out.</summary>
    /// <returns>The outcome and counts.</returns>
    public override string ToString() => $"ImportReport {{ {Outcome}, {Counts}, {ProblemCount} problems }}";
}

/// <summary>What the lines of a file do.</summary>
/// <param name="Lines">How many there are.</param>
/// <param name="Created">Lines of something new.</param>
/// <param name="Changed">Lines that change something known.</param>
/// <param name="Unchanged">Lines that say what is known already.</param>
[GenerateSerializer, Immutable, Alias("ImportCounts")]
public readonly record struct ImportCounts([property: Id(0)] int Lines, [property: Id(1)] int Created, [property: Id(2)] int Changed, [property: Id(3)] int Unchanged);

/// <summary>Something wrong in a file.</summary>
/// <param name="Line">The line; the header is 1.</param>
/// <param name="Column">The column as documented; empty for the line as a whole.</param>
/// <param name="Value">What is written there, its beginning.</param>
/// <param name="Problem">What is wrong with it, in French.</param>
/// <param name="Remedy">What to do, in French.</param>
[GenerateSerializer, Immutable, Alias("ImportProblem")]
public sealed record ImportProblem(
    [property: Id(0)] int Line, [property: Id(1)] string Column, [property: Id(2)] string Value, [property: Id(3)] string Problem, [property: Id(4)] string Remedy)
{
    /// <summary>Leaves the value out.</summary>
    /// <returns>Where it is.</returns>
    public override string ToString() => $"ImportProblem {{ line {Line}, {Column} }}";
}

/// <summary>What the letter to a family says.</summary>
/// <param name="Identifier">The identifier to sign in with.</param>
/// <param name="Name">Whom the letter goes to.</param>
/// <param name="Code">Opens the account, once.</param>
[GenerateSerializer, Immutable, Alias("OpeningLetter")]
public sealed record OpeningLetter([property: Id(0)] string Identifier, [property: Id(1)] string Name, [property: Id(2)] string Code)
{
    /// <summary>Leaves the code out.</summary>
    /// <returns>The identifier only.</returns>
    public override string ToString() => $"OpeningLetter {{ {Identifier} }}";
}
