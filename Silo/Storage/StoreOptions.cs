using System.ComponentModel.DataAnnotations;

namespace Periscolaire.Silo.Storage;

/// <summary>Which database keeps the facts.</summary>
public enum StoreKind
{
    /// <summary>One file, one process: the embedded start and small towns.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or later: clusters.</summary>
    PostgreSql,
}

/// <summary>Settings of the section <c>Store</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Store";

    /// <summary>Gets or sets which database.</summary>
    public StoreKind Kind { get; set; } = StoreKind.Sqlite;

    /// <summary>Gets or sets the folder of the SQLite files, made when missing; relative to the program's content root.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Folder { get; set; } = "data";

    /// <summary>Gets or sets PostgreSQL's connection string. Required for PostgreSQL.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Gets or sets pragmas run on SQLite's writing connection, e.g. <c>cache_size=-64000</c>, separated by semicolons. Those that would weaken
    /// durability are noticed, and the program refuses to start.
    /// </summary>
    public string SqlitePragmas { get; set; } = "";

    /// <summary>Gets or sets the most changes that may wait for the journal; beyond it requests are refused with Retry-After.</summary>
    [Range(1, 1_000_000)]
    public int JournalQueue { get; set; } = 10_000;

    /// <summary>Gets or sets the most rows that one transaction of the journal writes.</summary>
    [Range(1, 100_000)]
    public int JournalBatchRows { get; set; } = 10_000;
}
