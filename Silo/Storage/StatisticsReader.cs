using System.Collections.Immutable;
using Periscolaire.Staff;
using Periscolaire.Staff.Rules;

namespace Periscolaire.Silo.Storage;

/// <summary>Counts by activity-day in one statement; the SQL is what both databases share.</summary>
internal sealed class StatisticsReader(IFactsDatabase database, ILogger<StatisticsReader> log) : Queries(database, log), IStatisticsReader
{
    public async Task<ImmutableArray<DayFigures>> Days(StructureId structure, DateOnly from, DateOnly to) =>
        [.. (await Query<FiguresRecord>(
            """
            SELECT d.activity_id AS Activity, d.date AS Date, d.capacity AS Places, d.places_taken AS Held, d.waiting AS Waiting,
              count(CASE WHEN m.kind = 'asked' THEN 1 END) AS Requests,
              count(CASE WHEN m.kind = 'refused' THEN 1 END) AS RefusedByStaff,
              count(CASE WHEN m.kind = 'expired' THEN 1 END) AS Expired,
              count(CASE WHEN m.kind = 'cancelled' THEN 1 END) AS Cancelled,
              count(CASE WHEN m.kind = 'promoted' THEN 1 END) AS Promoted
            FROM activity_days d
            LEFT JOIN movements m ON m.structure_id = d.structure_id AND m.activity_id = d.activity_id AND m.date = d.date
            WHERE d.structure_id = @structure AND d.date BETWEEN @from AND @to
            GROUP BY d.activity_id, d.date, d.capacity, d.places_taken, d.waiting
            """,
            new { structure = structure.Value, from, to })).Select(row => row.ToFigures())];

    private sealed record FiguresRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Places { get; init; }

        public long Held { get; init; }

        public long Waiting { get; init; }

        public long Requests { get; init; }

        public long RefusedByStaff { get; init; }

        public long Expired { get; init; }

        public long Cancelled { get; init; }

        public long Promoted { get; init; }

        public DayFigures ToFigures() => new(new(Activity), Date, Places, Held, Waiting, Requests, RefusedByStaff, Expired, Cancelled, Promoted);
    }
}
