using Periscolaire.Staff;

namespace Periscolaire.Silo.Storage;

/// <summary>A filter of days as SQL; its parameters are named activity, from and to.</summary>
internal static class DayConditions
{
    /// <summary>What follows a WHERE that has conditions already.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="date">The column that from and to are compared with.</param>
    public static string Sql(this DayFilter filter, string date = "date") =>
        (filter.Activity is null ? "" : "AND activity_id = @activity ")
        + (filter.From is null ? "" : $"AND {date} >= @from ")
        + (filter.To is null ? "" : $"AND {date} <= @to ");
}
