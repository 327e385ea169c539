using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Mail;
using Periscolaire.Transmission;
using Periscolaire.Transmission.Rules;
using Periscolaire.Wallets;

namespace Periscolaire.Silo.Storage;

/// <summary>The night's sets; the SQL is what both databases share.</summary>
internal sealed class TransmissionStore(IFactsDatabase database, ILogger<TransmissionStore> log) : Queries(database, log), ITransmissionStore
{
    private const string RunColumns = """
        run_id AS Number, night AS Night, started_by AS StartedBy, started_at AS StartedAt, phase AS Phase, completed_at AS CompletedAt,
        movements AS Movements, families AS Families, debits AS Debits, credits AS Credits, unpriced AS Unpriced,
        forgotten_mails AS ForgottenMails, forgotten_health_notes AS ForgottenNotes, forgotten_audit_lines AS ForgottenLines, forgotten_families AS ForgottenFamilies
        """;

    private const string OfRun = "structure_id = @structure AND run_id = @run";

    public async Task<ImmutableArray<TransmissionRun>> Runs(StructureId structure, long? before, int limit) =>
        [.. (await Query<RunRecord>(
            $"SELECT {RunColumns} FROM transmissions WHERE structure_id = @structure AND run_id < @before ORDER BY run_id DESC LIMIT @limit",
            new { structure = structure.Value, before = before ?? long.MaxValue, limit })).Select(row => row.ToRun())];

    public async Task<(TransmissionRun? UnderWay, DateOnly? LastNight, DateTimeOffset? LastUpdate)> Standing(StructureId structure)
    {
        var parameters = new { structure = structure.Value };
        var underWay = await Query<RunRecord>($"SELECT {RunColumns} FROM transmissions WHERE structure_id = @structure AND phase <> 'completed'", parameters);
        var lasts = await Query<LastRecord>(
            """
            SELECT (SELECT max(night) FROM transmissions WHERE structure_id = @structure) AS Night,
              (SELECT started_at FROM transmissions WHERE structure_id = @structure AND phase = 'completed' ORDER BY run_id DESC LIMIT 1) AS StartedAt
            """,
            parameters);
        return (underWay.Count > 0 ? underWay[0].ToRun() : null, lasts[0].Night, lasts[0].StartedAt);
    }

    public Task Begin(StructureId structure, DateOnly? night, Author author, DateTimeOffset now) => Write(transaction => Execute(
        transaction,
        """
        INSERT INTO transmissions (structure_id, run_id, night, started_by, started_at, phase)
        SELECT @structure, coalesce(max(run_id), 0) + 1, @night, @author, @now, 'expiring' FROM transmissions WHERE structure_id = @structure
        HAVING count(CASE WHEN phase <> 'completed' OR night = @night THEN 1 END) = 0
        ON CONFLICT DO NOTHING
        """,
        new { structure = structure.Value, night, author = author.Value, now }));

    public async Task<ImmutableArray<(ActivityId Activity, DateOnly Date)>> DaysWithWaiting(StructureId structure) =>
        [.. (await Query<DayRecord>(
            "SELECT activity_id AS Activity, date AS Date FROM activity_days WHERE structure_id = @structure AND waiting > 0 ORDER BY date, activity_id",
            new { structure = structure.Value })).Select(row => (new ActivityId(row.Activity), row.Date))];

    public Task Advance(StructureId structure, long run, RunPhase from, DateTimeOffset now) => Write(transaction => Execute(
        transaction,
        $"UPDATE transmissions SET phase = @next, completed_at = @completed WHERE {OfRun} AND phase = @from",
        new
        {
            structure = structure.Value,
            run,
            from = Codes.Of(from),
            next = Codes.Of(from + 1),
            completed = from is RunPhase.Forgetting ? now : (DateTimeOffset?)null,
        }));

    public Task<int> Mark(StructureId structure, long run, int limit) => Write(async transaction =>
    {
        // Locks the run: once it has moved on, an activation that was left behind takes nothing more into its manifest.
        var parameters = new { structure = structure.Value, run, limit };
        if (await Execute(transaction, $"UPDATE transmissions SET movements = movements WHERE {OfRun} AND phase = 'marking'", parameters) == 0)
            return 0;
        var taken = await Execute(
            transaction,
            """
            UPDATE movements SET run_id = @run
            WHERE structure_id = @structure AND (activity_id, date, number) IN (
              SELECT activity_id, date, number FROM movements
              WHERE structure_id = @structure AND run_id IS NULL ORDER BY activity_id, date, number LIMIT @limit)
            """,
            parameters);
        await Execute(
            transaction, $"UPDATE transmissions SET movements = movements + @taken WHERE {OfRun}", new { structure = structure.Value, run, taken });
        return taken;
    });

    public Task CountSettled(StructureId structure, long run, long unpriced) => Write(transaction => Execute(
        transaction,
        $"""
        UPDATE transmissions SET unpriced = @unpriced,
          debits = (SELECT count(*) FROM ledger_entries WHERE {OfRun} AND kind = 'consumption'),
          credits = (SELECT count(*) FROM ledger_entries WHERE {OfRun} AND kind = 'reversal')
        WHERE {OfRun}
        """,
        new { structure = structure.Value, run, unpriced }));

    public async Task<ImmutableArray<ConcernedFamily>> NextFamilies(StructureId structure, long run, int limit)
    {
        // Read apart, so that the next query finds its place in the index by it, however many families the night has.
        var cursors = await Query<CursorRecord>(
            $"SELECT family_cursor AS Family, started_at AS StartedAt FROM transmissions WHERE {OfRun} AND phase = 'digests'",
            new { structure = structure.Value, run });
        if (cursors.Count == 0)
            return [];
        var rows = await Query<MovementRecord>(
            """
            SELECT f.family_id AS Family, f.name AS Name,
              CASE WHEN f.pending_since < @startedAt THEN f.pending_email ELSE f.email END AS Email,
              m.activity_id AS Activity, m.date AS Date, m.booking_number AS Booking,
              c.first_name AS FirstName, c.last_name AS LastName, m.kind AS Kind, m.status AS Status, m.reason AS Reason,
              (SELECT -sum(w.balance_cents) FROM wallets w
               WHERE w.structure_id = f.structure_id AND w.family_id = f.family_id AND w.balance_cents < 0) AS Due
            FROM (
              SELECT DISTINCT family_id FROM movements
              WHERE structure_id = @structure AND run_id = @run AND family_id > @cursor
              ORDER BY family_id LIMIT @limit
            ) concerned
            JOIN families f ON f.structure_id = @structure AND f.family_id = concerned.family_id
            JOIN movements m ON m.structure_id = @structure AND m.run_id = @run AND m.family_id = f.family_id
            JOIN bookings b ON b.structure_id = @structure AND b.activity_id = m.activity_id AND b.date = m.date AND b.number = m.booking_number
            JOIN children c ON c.structure_id = @structure AND c.child_id = b.child_id
            ORDER BY f.family_id, m.date, m.activity_id, m.booking_number, m.number
            """,
            new { structure = structure.Value, run, limit, cursor = cursors[0].Family, startedAt = cursors[0].StartedAt });

        // Grouped as the database ordered them: its order is the cursor's.
        return [.. rows.GroupBy(row => row.Family, StringComparer.Ordinal).Select(family => new ConcernedFamily(
            new FamilyId(family.Key),
            family.First().Name,
            family.First().Email,
            Cents.ToEuros(family.First().Due) ?? 0m,
            [.. family.Select(row => row.ToMovement())]))];
    }

    public Task Tell(
        StructureId structure, long run, ImmutableArray<ConcernedFamily> families, ImmutableArray<QueuedMail> mails, DateTimeOffset now) =>
        Write(async transaction =>
        {
            var moved = await Execute(
                transaction,
                $"UPDATE transmissions SET family_cursor = @last, families = families + @count WHERE {OfRun} AND phase = 'digests' AND family_cursor < @last",
                new { structure = structure.Value, run, last = families[^1].Id.Value, count = families.Length });
            return moved > 0 && !mails.IsEmpty ? await Outbox.Insert(transaction, structure, mails, now) : 0;
        });

    public async Task<ImmutableArray<ManifestLine>> Manifest(StructureId structure, long run, ManifestLine? after, int limit) =>
        [.. (await Query<ManifestRecord>(
            """
            SELECT m.activity_id AS Activity, m.date AS Date, m.number AS Number, m.booking_number AS Booking, m.family_id AS Family,
              b.child_id AS Child, m.kind AS Kind, m.status AS Status, m.author AS Author, m.at AS At
            FROM movements m
            JOIN bookings b ON b.structure_id = m.structure_id AND b.activity_id = m.activity_id AND b.date = m.date AND b.number = m.booking_number
            JOIN transmissions t ON t.structure_id = m.structure_id AND t.run_id = m.run_id AND t.phase = 'completed'
            WHERE m.structure_id = @structure AND m.run_id = @run AND (m.activity_id, m.date, m.number) > (@activity, @date, @number)
            ORDER BY m.activity_id, m.date, m.number
            LIMIT @limit
            """,
            new
            {
                structure = structure.Value,
                run,
                activity = after?.Activity.Value ?? "",
                date = after?.Date ?? DateOnly.MinValue,
                number = after?.Number ?? 0,
                limit,
            })).Select(row => row.ToLine())];

    private static Task<int> Execute(DbTransaction transaction, string sql, object parameters) =>
        transaction.Connection!.ExecuteAsync(sql, parameters, transaction);

    private sealed record RunRecord
    {
        public long Number { get; init; }

        public DateOnly? Night { get; init; }

        public string StartedBy { get; init; } = "";

        public DateTimeOffset StartedAt { get; init; }

        public string Phase { get; init; } = "";

        public DateTimeOffset? CompletedAt { get; init; }

        public long Movements { get; init; }

        public long Families { get; init; }

        public long Debits { get; init; }

        public long Credits { get; init; }

        public long Unpriced { get; init; }

        public long ForgottenMails { get; init; }

        public long ForgottenNotes { get; init; }

        public long ForgottenLines { get; init; }

        public long ForgottenFamilies { get; init; }

        public TransmissionRun ToRun() => new(
            Number,
            Night,
            new Author(StartedBy),
            StartedAt,
            Codes.To<RunPhase>(Phase),
            CompletedAt,
            Movements,
            Families,
            Debits,
            Credits,
            Unpriced,
            new ForgottenCounts(ForgottenMails, ForgottenNotes, ForgottenLines, ForgottenFamilies));
    }

    private sealed record LastRecord
    {
        public DateOnly? Night { get; init; }

        public DateTimeOffset? StartedAt { get; init; }
    }

    private sealed record DayRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }
    }

    private sealed record CursorRecord
    {
        public string Family { get; init; } = "";

        public DateTimeOffset StartedAt { get; init; }
    }

    private sealed record MovementRecord
    {
        public string Family { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Email { get; init; }

        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Booking { get; init; }

        public string FirstName { get; init; } = "";

        public string LastName { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";

        public string? Reason { get; init; }

        public long? Due { get; init; }

        public DigestMovement ToMovement() => new(
            new BookingId(new ActivityId(Activity), Date, Booking), $"{FirstName} {LastName}", Codes.To<MovementKind>(Kind), Codes.To<BookingStatus>(Status), Reason);
    }

    private sealed record ManifestRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Number { get; init; }

        public long Booking { get; init; }

        public string Family { get; init; } = "";

        public string Child { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";

        public string Author { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public ManifestLine ToLine() => new(
            new ActivityId(Activity), Date, Number, Booking, new FamilyId(Family), new ChildId(Child), Kind, Status, new Author(Author), At);
    }
}
