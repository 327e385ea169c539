using System.Data.Common;

namespace Periscolaire.Silo.Storage;

/// <summary>Where the readers read, and what belongs to no stream is written.</summary>
internal interface IFactsDatabase
{
    /// <summary>Opens a connection for reading; the caller closes it.</summary>
    Task<DbConnection> OpenReader();

    /// <summary>Opens a connection for a short transaction outside the journal, as durable as the journal's; the caller closes it.</summary>
    Task<DbConnection> OpenWriter();
}
