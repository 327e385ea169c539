using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Mail;
using Periscolaire.Payments;
using Periscolaire.Privacy;
using Periscolaire.Privacy.Rules;
using Periscolaire.Transmission.Rules;
using Periscolaire.Wallets;

namespace Periscolaire.Transmission;

/// <summary>
/// Runs a structure's transmissions. All that a run must remember is in the store: whoever is activated next, after a kill or on another silo,
/// goes on from there. Ticks that come twice or late find nothing due, or the same run under way.
/// </summary>
[GrainType("transmission")]
internal sealed class TransmissionGrain(
    ITransmissionStore store,
    IRetentionStore retention,
    ILedgerReader ledger,
    IPaymentReader payments,
    IPaymentGateway gateway,
    ICatalogues catalogues,
    IMailWriter mails,
    TownClock clock,
    ILogger<TransmissionGrain> log)
    : Grain, ITransmissionGrain, IRemindable
{
    private const string Reminder = "night";
    private const int MovementsAtOnce = 5_000;
    private const int FamiliesAtOnce = 500;

    private static readonly TimeSpan TickEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Working = TimeSpan.FromMinutes(10);

    /// <summary>How far back before the last run the payment provider is asked for what it told: an outage that it sits out takes less.</summary>
    private static readonly TimeSpan ToldAgainFor = TimeSpan.FromDays(7);

    private StructureId _structure;

    /// <summary>The one loop that works on runs; null before the first.</summary>
    private Task? _work;

    /// <summary>Whether something was begun since the loop last looked: one that is about to end would not see it.</summary>
    private bool _again;

    /// <summary>Remembered, since every sign-in asks for it; null when it must be read.</summary>
    private DateTimeOffset? _lastUpdate;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _structure = new StructureId(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task KeepWatch(TimeOnly hour)
    {
        if (await this.GetReminder(Reminder) is not null)
            return;

        // Ticks fall on the hour's own minute: clocks change by whole hours, so that they still do afterwards.
        var now = clock.GetUtcNow();
        await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromTicks((Nights.Next(hour, now) - now).Ticks % TickEvery.Ticks), TickEvery);
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (await catalogues.Of(_structure) is not { } catalogue)
            return;
        var since = new DateTimeOffset(status.FirstTickTime, TimeSpan.Zero);
        var (underWay, lastNight, _) = await store.Standing(_structure);
        if (underWay is not null || Nights.Due(lastNight, since, HourOf(catalogue), clock.GetUtcNow()) is not null)
            GoOn(since);
    }

    public async Task<TransmissionRun> Start(Author author)
    {
        await store.Begin(_structure, night: null, author, clock.GetUtcNow());
        var run = (await store.Runs(_structure, before: null, limit: 1))[0];
        GoOn(since: null);
        return run;
    }

    public Task<ImmutableArray<TransmissionRun>> List(long? before, int limit) => store.Runs(_structure, before, limit);

    public async Task<TransmissionRun?> Read(long run) =>
        (await store.Runs(_structure, run + 1, limit: 1)).FirstOrDefault(found => found.Number == run);

    public Task<ImmutableArray<ManifestLine>> Manifest(long run, ManifestLine? after, int limit) => store.Manifest(_structure, run, after, limit);

    public async Task<DateTimeOffset?> LastUpdate() => _lastUpdate ??= (await store.Standing(_structure)).LastUpdate;

    public async Task<DateTimeOffset> NextNight() => Nights.Next(HourOf(await Catalogue()), clock.GetUtcNow());

    /// <summary>Starts the loop, unless it is at work.</summary>
    private void GoOn(DateTimeOffset? since)
    {
        _again = true;
        if (_work is null or { IsCompleted: true })
            _work = Work(since);
    }

    private async Task Work(DateTimeOffset? since)
    {
        // SQLite's driver is synchronous: without this, whoever asked would wait for the whole run.
        await Task.Yield();
        try
        {
            while (_again)
            {
                _again = false;
                while (await NextRun(since) is { } run)
                    await Carry(run);
            }
        }
        catch (Exception failure)
        {
            // The next tick goes on; nothing is lost, since nothing was only here.
            log.LogError(failure, "The transmission of {Structure} was interrupted", _structure);
        }
    }

    /// <summary>The run under way, or the next night that is due.</summary>
    private async Task<TransmissionRun?> NextRun(DateTimeOffset? since)
    {
        var (underWay, lastNight, _) = await store.Standing(_structure);
        if (underWay is not null || since is null)
            return underWay;
        if (Nights.Due(lastNight, since.Value, HourOf(await Catalogue()), clock.GetUtcNow()) is not { } night)
            return null;
        await store.Begin(_structure, night, Author.System, clock.GetUtcNow());
        return (await store.Standing(_structure)).UnderWay;
    }

    private async Task Carry(TransmissionRun run)
    {
        DelayDeactivation(Working);
        if (run.Phase is RunPhase.Expiring)
            await Expire(run);
        if (run.Phase <= RunPhase.Marking)
            await Mark(run);
        if (run.Phase <= RunPhase.Settling)
            await Settle(run);
        if (run.Phase <= RunPhase.Digests)
            await TellFamilies(run);
        await Forget(run);
        _lastUpdate = null;
        await GrainFactory.GetGrain<IMailSenderGrain>(_structure.Value).Nudge();
    }

    private async Task Expire(TransmissionRun run)
    {
        var catalogue = await Catalogue();
        foreach (var (activity, date) in await store.DaysWithWaiting(_structure))
        {
            if (catalogue.TermsOf(activity, date).Promotes(clock.GetUtcNow()))
                continue;
            var day = new ActivityDayKey(_structure, activity, date);
            await GrainFactory.GetGrain<IActivityDayGrain>(day.ToString()).Decide([new Expire()], Author.System);
        }

        await store.Advance(_structure, run.Number, RunPhase.Expiring, clock.GetUtcNow());
    }

    private async Task Mark(TransmissionRun run)
    {
        while (await store.Mark(_structure, run.Number, MovementsAtOnce) == MovementsAtOnce)
        {
            DelayDeactivation(Working);
            await Task.Yield();
        }

        await store.Advance(_structure, run.Number, RunPhase.Marking, clock.GetUtcNow());
    }

    private async Task Settle(TransmissionRun run)
    {
        var night = run.Night ?? ParisTime.DayOf(clock.GetUtcNow());
        var settlement = new Settlement(GrainFactory, ledger, _structure, run.Number, night, log);
        var unpriced = 0L;
        await foreach (var settled in settlement.Carry(await Catalogue()))
        {
            DelayDeactivation(Working);
            unpriced += settled.Unpriced;
        }

        if (unpriced > 0)
            log.LogWarning("{Bookings} bookings of {Structure} are due and have no price: no grid covers them", unpriced, _structure);
        await store.CountSettled(_structure, run.Number, unpriced);
        await AskAboutPayments();
        await store.Advance(_structure, run.Number, RunPhase.Settling, clock.GetUtcNow());
    }

    /// <summary>Messages of the provider that never came are fetched; a provider that is down must not hold the night up: the next one asks again.</summary>
    private async Task AskAboutPayments()
    {
        var since = await LastUpdate() ?? clock.GetUtcNow();
        if (await gateway.Told(_structure, since - ToldAgainFor) is not { } told)
            return;
        foreach (var (payment, notice) in told)
            await Reconcile(payment, grain => grain.Notify(notice));
        foreach (var payment in await payments.Unsettled(_structure))
        {
            if (!await Reconcile(new PaymentKey(_structure, payment), grain => grain.Reconcile()))
                return;
        }
    }

    /// <summary>False when the provider gave no answer.</summary>
    private async Task<bool> Reconcile(PaymentKey payment, Func<IPaymentGrain, Task<bool>> reconcile)
    {
        DelayDeactivation(Working);
        try
        {
            return await reconcile(GrainFactory.GetGrain<IPaymentGrain>(payment.ToString()));
        }
        catch (Exception failure) when (failure is not StoreUnavailableException)
        {
            log.LogError(failure, "Payment {Payment} could not be reconciled", payment);
            return failure is not TimeoutException;
        }
    }

    private async Task TellFamilies(TransmissionRun run)
    {
        var catalogue = await Catalogue();
        while (await store.NextFamilies(_structure, run.Number, FamiliesAtOnce) is { IsEmpty: false } families)
        {
            DelayDeactivation(Working);
            var digests = families.Where(family => family.Email is not null)
                .Select(family => mails.Digest(run, family, Digest.Of(family.Movements) with { AmountDue = family.AmountDue }, catalogue));
            await store.Tell(_structure, run.Number, families, [.. digests], clock.GetUtcNow());
            await Task.Yield();
        }

        await store.Advance(_structure, run.Number, RunPhase.Digests, clock.GetUtcNow());
    }

    private async Task Forget(TransmissionRun run)
    {
        var night = run.Night ?? ParisTime.DayOf(run.StartedAt);
        var key = new RunKey(_structure, run.Number);
        var rules = (await Catalogue()).Catalogue.Settings.Retention ?? RetentionRules.Default;
        await foreach (var count in new Forgetting(GrainFactory, retention, key, log).Carry(RetentionLimits.Of(rules, night)))
        {
            DelayDeactivation(Working);
            await Task.Yield();
        }

        await retention.Complete(key, clock.GetUtcNow());
    }

    private async Task<CatalogueIndex> Catalogue() =>
        await catalogues.Of(_structure) ?? throw new InvalidOperationException($"No catalogue for {_structure}.");

    private static TimeOnly HourOf(CatalogueIndex catalogue) => catalogue.Catalogue.Settings.NightAt ?? Nights.DefaultHour;
}
