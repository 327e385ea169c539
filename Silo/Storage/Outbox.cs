using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;
using Periscolaire.Mail;

namespace Periscolaire.Silo.Storage;

/// <summary>The outbox; the SQL is what both databases share.</summary>
internal sealed class Outbox(IFactsDatabase database, ILogger<Outbox> log) : Queries(database, log), IOutbox
{
    private static readonly string[] MailColumns =
        ["structure_id", "mail_id", "family_id", "sender", "recipient", "recipient_name", "subject", "text_part", "html_part", "created_at", "due_at"];

    /// <summary>Writes mails down in a transaction, with what they tell of.</summary>
    public static Task<int> Insert(DbTransaction transaction, StructureId structure, ImmutableArray<QueuedMail> mails, DateTimeOffset now)
    {
        var parameters = new DynamicParameters();
        var sql = new StringBuilder($"INSERT INTO mails ({string.Join(", ", MailColumns)}) VALUES ");
        for (var index = 0; index < mails.Length; index++)
        {
            var mail = mails[index];
            object?[] values =
                [structure.Value, mail.Id, mail.Family?.Value, mail.Sender, mail.Recipient, mail.RecipientName, mail.Subject, mail.Text, mail.Html, now, now];
            sql.Append(index == 0 ? "(" : ", (");
            for (var column = 0; column < values.Length; column++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"p{index}_{column}");
                sql.Append(column == 0 ? "@" : ", @").Append(name);
                parameters.Add(name, values[column]);
            }

            sql.Append(')');
        }

        return transaction.Connection!.ExecuteAsync(sql.Append(" ON CONFLICT DO NOTHING").ToString(), parameters, transaction);
    }

    public Task Queue(StructureId structure, QueuedMail mail, DateTimeOffset now) => Write(transaction => Insert(transaction, structure, [mail], now));

    public async Task<bool> Has(StructureId structure, string id) =>
        (await Query<long>("SELECT count(*) FROM mails WHERE structure_id = @structure AND mail_id = @id", new { structure = structure.Value, id }))[0] > 0;

    public async Task<ImmutableArray<DueMail>> Take(StructureId structure, DateTimeOffset now, DateTimeOffset lease, int limit)
    {
        var parameters = new { structure = structure.Value, now, lease, limit };
        var taken = await Write(async transaction => await transaction.Connection!.QueryAsync<MailRecord>(
            """
            UPDATE mails SET due_at = @lease, attempts = attempts + 1
            WHERE structure_id = @structure AND status = 'queued' AND due_at <= @now AND mail_id IN (
              SELECT mail_id FROM mails WHERE structure_id = @structure AND status = 'queued' AND due_at <= @now ORDER BY due_at, mail_id LIMIT @limit)
            RETURNING mail_id AS Id, family_id AS Family, sender AS Sender, recipient AS Recipient, recipient_name AS RecipientName, subject AS Subject,
              text_part AS Text, html_part AS Html, created_at AS CreatedAt, attempts AS Attempts
            """,
            parameters,
            transaction));
        return [.. taken.OrderBy(row => row.CreatedAt).Select(row => new DueMail(
            structure,
            new QueuedMail(row.Id, row.Family is null ? null : new FamilyId(row.Family), row.Sender, row.Recipient, row.RecipientName, row.Subject, row.Text, row.Html),
            row.CreatedAt,
            (int)row.Attempts))];
    }

    public Task Settle(StructureId structure, string id, MailStatus status, DateTimeOffset dueAt, string? error) => Write(transaction =>
        transaction.Connection!.ExecuteAsync(
            """
            UPDATE mails SET status = @status, due_at = @dueAt, last_error = @error
            WHERE structure_id = @structure AND mail_id = @id AND status = 'queued'
            """,
            new { structure = structure.Value, id, status = Codes.Of(status), dueAt, error },
            transaction));

    public async Task<ImmutableArray<MailStanding>> List(StructureId structure, MailStatus? status, MailStanding? before, int limit)
    {
        var conditions = (status is null ? "" : "AND status = @status ") + (before is null ? "" : "AND (created_at, mail_id) < (@createdAt, @id) ");
        var rows = await Query<MailRecord>(
            $"""
            SELECT mail_id AS Id, family_id AS Family, recipient AS Recipient, subject AS Subject, created_at AS CreatedAt, status AS Status,
              attempts AS Attempts, due_at AS DueAt, last_error AS LastError
            FROM mails WHERE structure_id = @structure {conditions}
            ORDER BY created_at DESC, mail_id DESC LIMIT @limit
            """,
            new
            {
                structure = structure.Value,
                status = status is { } some ? Codes.Of(some) : null,
                createdAt = before?.CreatedAt,
                id = before?.Id,
                limit,
            });
        return [.. rows.Select(row => new MailStanding(
            row.Id,
            row.Family is null ? null : new FamilyId(row.Family),
            row.Recipient,
            row.Subject,
            row.CreatedAt,
            Codes.To<MailStatus>(row.Status),
            (int)row.Attempts,
            row.DueAt,
            row.LastError))];
    }

    public async Task<bool> Requeue(StructureId structure, string id, DateTimeOffset now) => await Write(transaction =>
        transaction.Connection!.ExecuteAsync(
            "UPDATE mails SET status = 'queued', attempts = 0, due_at = @now WHERE structure_id = @structure AND mail_id = @id AND status = 'dead' AND recipient <> ''",
            new { structure = structure.Value, id, now },
            transaction)) > 0;

    private sealed record MailRecord
    {
        public string Id { get; init; } = "";

        public string? Family { get; init; }

        public string Sender { get; init; } = "";

        public string Recipient { get; init; } = "";

        public string RecipientName { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Text { get; init; } = "";

        public string Html { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public string Status { get; init; } = "";

        public long Attempts { get; init; }

        public DateTimeOffset DueAt { get; init; }

        public string? LastError { get; init; }
    }
}
