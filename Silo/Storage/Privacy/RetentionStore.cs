using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Periscolaire.Audit;
using Periscolaire.Privacy;
using Periscolaire.Privacy.Rules;

namespace Periscolaire.Silo.Storage.Privacy;

/// <summary>What the night forgets; the SQL is what both databases share.</summary>
internal sealed class RetentionStore(IFactsDatabase database, ILogger<RetentionStore> log) : Queries(database, log), IRetentionStore
{
    private const string OfRun = "structure_id = @structure AND run_id = @run AND phase = 'forgetting'";

    /// <summary>Everything with an instant that shows that a family, or somebody for it, was there.</summary>
    private const string Signs = """
        SELECT 1 FROM (
          SELECT at FROM ledger_entries l WHERE l.structure_id = f.structure_id AND l.family_id = f.family_id
          UNION ALL SELECT at FROM audit_entries a WHERE a.structure_id = f.structure_id AND a.family_id = f.family_id
          UNION ALL SELECT at FROM quotients q WHERE q.structure_id = f.structure_id AND q.family_id = f.family_id
          UNION ALL SELECT created_at FROM accounts c WHERE c.structure_id = f.structure_id AND c.family_id = f.family_id
        ) signs WHERE 1 = 1
        """;

    public Task<int> BlankMails(RunKey run, DateTimeOffset before, int limit) => Forget(
        run,
        "forgotten_mails",
        """
        UPDATE mails SET recipient = '', recipient_name = '', subject = '', text_part = '', html_part = '', last_error = NULL
        WHERE structure_id = @structure AND mail_id IN (
          SELECT mail_id FROM mails WHERE structure_id = @structure AND status <> 'queued' AND text_part <> '' AND created_at < @before
          ORDER BY created_at, mail_id LIMIT @limit)
        """,
        new { structure = run.Structure.Value, run = run.Number, before, limit });

    public Task<int> DeleteHealthNotes(RunKey run, DateOnly before, int limit) => Forget(
        run,
        "forgotten_health_notes",
        """
        DELETE FROM health_notes
        WHERE structure_id = @structure AND child_id IN (
          SELECT n.child_id FROM health_notes n
          WHERE n.structure_id = @structure AND n.at < @instant AND NOT EXISTS (
            SELECT 1 FROM bookings b
            WHERE b.structure_id = n.structure_id AND b.family_id = n.family_id AND b.child_id = n.child_id AND b.date >= @before
              AND b.status IN ('accepted', 'under-review', 'waitlisted'))
          ORDER BY n.child_id LIMIT @limit)
        """,
        new { structure = run.Structure.Value, run = run.Number, before, instant = RetentionLimits.StartOf(before), limit });

    public Task<int> DropAuditLines(RunKey run, DateTimeOffset before, int limit) => Forget(
        run,
        "forgotten_audit_lines",
        """
        INSERT INTO audit_retention (structure_id, dropped_before) VALUES (@structure, @before)
        ON CONFLICT (structure_id) DO UPDATE SET dropped_before = excluded.dropped_before;
        DELETE FROM audit_entries WHERE number IN (
          SELECT number FROM (SELECT number, at FROM audit_entries WHERE structure_id = @structure ORDER BY number LIMIT @limit) oldest WHERE at < @before)
        """,
        new { structure = run.Structure.Value, run = run.Number, before, limit },
        headCount: 1);

    public async Task<ImmutableArray<FamilyId>> NextQuietFamilies(RunKey run, DateOnly since, int limit) => [.. (await Query<string>(
        $"""
        SELECT f.family_id
        FROM families f
        WHERE f.structure_id = @structure AND f.erased_at IS NULL
          AND f.family_id > (SELECT forgetting_cursor FROM transmissions WHERE {OfRun})
          AND NOT EXISTS (SELECT 1 FROM wallets w WHERE w.structure_id = f.structure_id AND w.family_id = f.family_id AND w.balance_cents <> 0)
          AND NOT EXISTS (
            SELECT 1 FROM bookings b WHERE b.structure_id = f.structure_id AND b.family_id = f.family_id AND b.date >= @since
              AND b.status IN ('accepted', 'under-review', 'waitlisted'))
          AND NOT EXISTS ({Signs} AND at >= @instant)
          AND (EXISTS ({Signs}) OR EXISTS (SELECT 1 FROM bookings b WHERE b.structure_id = f.structure_id AND b.family_id = f.family_id))
        ORDER BY f.family_id LIMIT @limit
        """,
        new { structure = run.Structure.Value, run = run.Number, since, instant = RetentionLimits.StartOf(since), limit })).Select(id => new FamilyId(id))];

    public Task Pass(RunKey run, FamilyId last) => Write(transaction => Execute(
        transaction,
        $"""
        UPDATE transmissions SET forgetting_cursor = @last, forgotten_families = (
          SELECT count(*) FROM audit_entries a
          WHERE a.structure_id = transmissions.structure_id AND a.act = 'family-erased' AND a.author = 'system' AND a.at >= transmissions.started_at)
        WHERE {OfRun}
        """,
        new { structure = run.Structure.Value, run = run.Number, last = last.Value }));

    public Task Complete(RunKey run, DateTimeOffset now) => Write(async transaction =>
    {
        var parameters = new { structure = run.Structure.Value, run = run.Number, now };
        var counts = (await transaction.Connection!.QueryAsync<CountsRecord>(
            $"""
            UPDATE transmissions SET phase = 'completed', completed_at = @now WHERE {OfRun}
            RETURNING forgotten_mails AS Mails, forgotten_health_notes AS Notes, forgotten_audit_lines AS Lines, forgotten_families AS Families
            """,
            parameters,
            transaction)).FirstOrDefault();
        return counts is null || counts.IsNothing
            ? 0
            : await AuditLines.Insert(transaction, run.Structure, new AuditEntry(
                Author.System, now, "retention-applied", string.Create(CultureInfo.InvariantCulture, $"transmission/{run.Number}"), After: counts.ToJson()));
    });

    private Task<int> Forget(RunKey run, string counter, string sql, object parameters, int headCount = 0) => Write(async transaction =>
    {
        // Locks the run: once it has moved on, an activation that was left behind forgets nothing more in its name.
        if (await Execute(transaction, $"UPDATE transmissions SET {counter} = {counter} WHERE {OfRun}", parameters) == 0)
            return 0;
        var forgotten = await Execute(transaction, sql, parameters) - headCount;
        await Execute(
            transaction,
            $"UPDATE transmissions SET {counter} = {counter} + @forgotten WHERE {OfRun}",
            new { structure = run.Structure.Value, run = run.Number, forgotten });
        return forgotten;
    });

    private static Task<int> Execute(DbTransaction transaction, string sql, object parameters) =>
        transaction.Connection!.ExecuteAsync(sql, parameters, transaction);

    private sealed record CountsRecord
    {
        public long Mails { get; init; }

        public long Notes { get; init; }

        public long Lines { get; init; }

        public long Families { get; init; }

        public bool IsNothing => Mails + Notes + Lines + Families == 0;

        public string ToJson() => string.Create(
            CultureInfo.InvariantCulture, $$"""{"mails":{{Mails}},"healthNotes":{{Notes}},"auditLines":{{Lines}},"families":{{Families}}}""");
    }
}
