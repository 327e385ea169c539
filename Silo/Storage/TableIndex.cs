using System.Collections.Frozen;
using Periscolaire.Journal;

namespace Periscolaire.Silo.Storage;

/// <summary>Finds the table of a row.</summary>
internal static class TableIndex
{
    private static readonly FrozenDictionary<Type, int> ByRowType =
        Tables.All.Select((table, index) => (table, index)).ToFrozenDictionary(entry => entry.table.RowType, entry => entry.index);

    /// <summary>The position in <see cref="Tables.All"/> of the table that takes a row.</summary>
    public static int Of(Row row) => ByRowType[row.GetType()];
}
