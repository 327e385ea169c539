using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Periscolaire.Mail.Rules;

namespace Periscolaire.Mail;

/// <summary>Drains a structure's outbox, a few connections at a time.</summary>
[GrainType("mail-sender")]
internal sealed class MailSenderGrain(IOutbox outbox, IMailTransport transport, TownClock clock, ILogger<MailSenderGrain> log)
    : Grain, IMailSenderGrain, IRemindable
{
    private const string Reminder = "outbox";
    private const int Connections = 4;
    private const int MailsAtOnce = 200;

    private static readonly TimeSpan TickEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    private StructureId _structure;

    /// <summary>The one loop that sends; null before the first.</summary>
    private Task? _work;

    /// <summary>Whether something was queued since the loop last looked.</summary>
    private bool _more;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _structure = new StructureId(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task KeepWatch()
    {
        if (await this.GetReminder(Reminder) is null)
            await this.RegisterOrUpdateReminder(Reminder, TickEvery, TickEvery);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Nudge();

    public Task Nudge()
    {
        _more = true;
        if (_work is null or { IsCompleted: true })
            _work = Drain();
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<MailStanding>> List(MailStatus? status, MailStanding? before, int limit) =>
        outbox.List(_structure, status, before, limit);

    public async Task<bool> Retry(string id)
    {
        var isQueued = await outbox.Requeue(_structure, id, clock.GetUtcNow());
        await Nudge();
        return isQueued;
    }

    private async Task Drain()
    {
        await Task.Yield();
        try
        {
            while (_more)
            {
                _more = false;
                var now = clock.GetUtcNow();
                var due = await outbox.Take(_structure, now, now + Lease, MailsAtOnce);
                if (due.IsEmpty)
                    continue;
                _more = true;
                DelayDeactivation(Lease);
                var waiting = new Queue<DueMail>(due);
                await Task.WhenAll(Enumerable.Range(0, Math.Min(Connections, due.Length)).Select(_ => Send(waiting)));
            }
        }
        catch (Exception failure)
        {
            // The next tick goes on; what was taken is due again after its lease.
            log.LogError(failure, "Sending mails of {Structure} was interrupted", _structure);
        }
    }

    private async Task Send(Queue<DueMail> waiting)
    {
        await using var session = transport.Open();
        while (waiting.TryDequeue(out var mail))
        {
            var delivery = await session.Send(mail);
            var wait = delivery.Verdict is DeliveryVerdict.Later ? Retries.WaitAfter(mail.Attempts) : null;
            var status = (delivery.Verdict, wait) switch
            {
                (DeliveryVerdict.Taken, _) => MailStatus.Sent,
                (_, null) => MailStatus.Dead,
                _ => MailStatus.Queued,
            };
            if (status is not MailStatus.Sent)
                log.LogWarning("Mail {Mail} of {Structure} was not sent, attempt {Attempt}: {Status}", mail.Mail.Id, _structure, mail.Attempts, status);
            await outbox.Settle(_structure, mail.Mail.Id, status, clock.GetUtcNow() + (wait ?? TimeSpan.Zero), delivery.Error);
        }
    }
}
