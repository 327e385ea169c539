using System.Globalization;
using Dapper;
using Periscolaire.Attendance.Rules;

namespace Periscolaire.Silo.Storage;

/// <summary>
/// Adds hours up for the CAF, in one statement that both databases take. Ages are told from dates as text, which both write alike; a child's day is
/// added up in the order of its slots, so that what exceeds the limit of the day is taken off the later ones.
/// </summary>
internal static class CafSql
{
    public static (string Sql, DynamicParameters Parameters) Of(StructureId structure, DateOnly from, DateOnly to, CafCount count)
    {
        var parameters = new DynamicParameters(new { structure = structure.Value, from, to, most = (long)(count.MostMinutesADay ?? int.MaxValue) });
        foreach (var (position, slot) in count.Slots.Index())
        {
            parameters.Add($"activity{position}", slot.Activity.Value);
            parameters.Add($"minutes{position}", (long)slot.Minutes);
        }

        return (
            $"""
            WITH slots AS ({Slots(count)}), presences AS (
              SELECT b.activity_id, b.child_id, substr(CAST(b.date AS text), 1, 7) AS month, COALESCE(b.age, {Age}) AS age, COALESCE(s.minutes, 0) AS minutes,
                SUM(COALESCE(s.minutes, 0)) OVER (
                  PARTITION BY b.child_id, b.date ORDER BY COALESCE(s.position, -1), b.activity_id, b.number ROWS UNBOUNDED PRECEDING) AS so_far
              FROM attendance a
              JOIN bookings b ON b.structure_id = a.structure_id AND b.activity_id = a.activity_id AND b.date = a.date AND b.number = a.number
              JOIN children c ON c.structure_id = b.structure_id AND c.child_id = b.child_id
              LEFT JOIN slots s ON s.activity_id = b.activity_id
              WHERE a.structure_id = @structure AND a.date BETWEEN @from AND @to AND a.state IN ('present', 'late') AND b.status = 'accepted'
            ), counted AS (
              SELECT activity_id, child_id, month, {Band(count)} AS band,
                CASE WHEN so_far <= @most THEN minutes WHEN so_far - minutes < @most THEN @most - (so_far - minutes) ELSE 0 END AS minutes
              FROM presences
            )
            SELECT activity_id AS Activity, month AS Month, band AS Band, count(DISTINCT child_id) AS Children, count(*) AS Presences,
              CAST(sum(minutes) AS bigint) AS Minutes
            FROM counted GROUP BY activity_id, month, band ORDER BY month, activity_id, band
            """,
            parameters);
    }

    private const string Age = """
        CAST(substr(CAST(b.date AS text), 1, 4) AS integer) - CAST(substr(CAST(c.birth_date AS text), 1, 4) AS integer)
        - CASE WHEN substr(CAST(b.date AS text), 6) < substr(CAST(c.birth_date AS text), 6) THEN 1 ELSE 0 END
        """;

    private static string Band(CafCount count) => count.AgeBounds.IsEmpty
        ? "0"
        : $"CASE {string.Join(' ', count.AgeBounds.Index().Select(bound => string.Create(CultureInfo.InvariantCulture, $"WHEN age < {bound.Item} THEN {bound.Index}")))} "
            + string.Create(CultureInfo.InvariantCulture, $"ELSE {count.AgeBounds.Length} END");

    private static string Slots(CafCount count) => count.Slots.IsEmpty
        ? "SELECT '' AS activity_id, 0 AS minutes, 0 AS position"
        : string.Join(" UNION ALL ", count.Slots.Index().Select(slot => string.Create(
            CultureInfo.InvariantCulture, $"SELECT @activity{slot.Index} AS activity_id, @minutes{slot.Index} AS minutes, {slot.Index} AS position")));
}
