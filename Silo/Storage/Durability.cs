namespace Periscolaire.Silo.Storage;

/// <summary>
/// Which settings keep what was acknowledged (RELIABILITY, ladder 4): measured with a file system that forgets what was not synced, SQLite in WAL
/// with synchronous=NORMAL loses acknowledged writes that FULL keeps.
/// </summary>
public static class Durability
{
    private const int SqliteFull = 2;
    private const int SqliteExtra = 3;

    /// <summary>Why a SQLite connection must not be trusted.</summary>
    /// <param name="journalMode">What <c>PRAGMA journal_mode</c> answers.</param>
    /// <param name="synchronous">What <c>PRAGMA synchronous</c> answers.</param>
    /// <returns>Null when it can.</returns>
    public static string? WhyNotSqlite(string journalMode, int synchronous)
    {
        if (!string.Equals(journalMode, "wal", StringComparison.OrdinalIgnoreCase))
            return $"SQLite's journal_mode is {journalMode}, not wal: put the store's folder on a local disk and remove journal_mode from Store:SqlitePragmas.";
        return synchronous is SqliteFull or SqliteExtra
            ? null
            : $"SQLite's synchronous is {synchronous}, not 2 (FULL): a power cut would lose bookings already acknowledged. Remove synchronous from Store:SqlitePragmas.";
    }

    /// <summary>Why a PostgreSQL server must not be trusted.</summary>
    /// <param name="fsync">What <c>SHOW fsync</c> answers.</param>
    /// <param name="synchronousCommit">What <c>SHOW synchronous_commit</c> answers.</param>
    /// <returns>Null when it can.</returns>
    public static string? WhyNotPostgreSql(string fsync, string synchronousCommit)
    {
        if (fsync != "on")
            return $"PostgreSQL runs with fsync = {fsync}: a power cut would lose bookings already acknowledged. Set fsync = on.";
        return synchronousCommit == "off"
            ? "PostgreSQL runs with synchronous_commit = off: a crash would lose bookings already acknowledged. Set it to on (server, database, role or connection string)."
            : null;
    }
}
