using System.Globalization;
using DbUp;
using DbUp.Sqlite;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace Periscolaire.Silo.Storage.Sqlite;

/// <summary>Opens the folder for this process alone, checks durability, migrates both files.</summary>
internal sealed class SqlitePreparation(SqliteDatabase database) : IStorePreparation, IDisposable
{
    private FileStream? _lock;

    public async Task Prepare(CancellationToken cancellation)
    {
        Directory.CreateDirectory(database.Folder);
        TakeFolder();
        using (var facts = database.OpenWriter())
        {
            RequireDurable(facts);
            Migrations.Run(DeployChanges.To.SqliteDatabase(new SharedConnection(facts)), "Sqlite.Migrations");
        }

        await using var grains = new SqliteConnection(database.GrainsConnectionString);
        await grains.OpenAsync(cancellation);
        SqliteDatabase.Execute(grains, "PRAGMA journal_mode = WAL");
        RequireDurable(grains);
        Migrations.Run(DeployChanges.To.SqliteDatabase(new SharedConnection(grains)), "Sqlite.GrainMigrations");
    }

    public void Dispose() => _lock?.Dispose();

    /// <summary>Two processes on one file would each believe that they own its grains; the lock is released by the system when the process ends.</summary>
    private void TakeFolder()
    {
        var path = Path.Combine(database.Folder, "in-use.lock");
        try
        {
            _lock = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartRefusedException(
                $"Another process already uses {database.Folder}: SQLite serves one process. Stop it, choose another Store:Folder, or use PostgreSQL.");
        }
    }

    private static void RequireDurable(SqliteConnection connection)
    {
        var mode = SqliteDatabase.Scalar(connection, "PRAGMA journal_mode");
        var synchronous = int.Parse(SqliteDatabase.Scalar(connection, "PRAGMA synchronous"), CultureInfo.InvariantCulture);
        if (Durability.WhyNotSqlite(mode, synchronous) is { } reason)
            throw new StartRefusedException(reason);
    }
}
