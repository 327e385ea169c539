using System.Data.Common;

namespace Periscolaire.Silo.Storage;

/// <summary>Where the readers read.</summary>
internal interface IFactsDatabase
{
    /// <summary>Opens a connection for reading; the caller closes it.</summary>
    Task<DbConnection> OpenReader();
}
