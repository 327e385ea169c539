using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Payments;
using Periscolaire.Silo.Storage;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Periscolaire.Transmission;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>
/// Bookings, cancellations, nights, card payments, counter payments, absences, in any order, repeated, over a store that fails and grains that go away: each
/// wallet is the sum of its ledger and the sum of its causes (RELIABILITY: LEDGER, PAY).
/// </summary>
public sealed class WalletFaultTests(SharedPostgreSql postgreSql)
{
    private const int Families = 8;
    private const int Steps = 14;

    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Every_wallet_is_the_sum_of_its_causes_whatever_fails_and_comes_twice(StoreKind kind)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var chance = new Random(seed);
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await Founded(store, faults);
        faults.Next = () =>
        {
            lock (chance)
                return chance.Next(8) switch { 0 => Fault.BeforeTheWrite, 1 => Fault.AfterTheWrite, _ => Fault.None };
        };
        var ended = new TaskCompletionSource();
        var around = new[] { GoAway(silo, ended.Task, seed), RunNights(silo, ended.Task) };

        var lives = await Task.WhenAll(Enumerable.Range(0, Families).Select(family => new Life(silo.Grains, family, new Random(seed + family + 1)).Live()));
        ended.SetResult();
        await Task.WhenAll(around);
        faults.Next = () => Fault.None;

        // The first may be one that is under way, and has passed what came last.
        await Town.Transmit(silo.Grains);
        await Town.Transmit(silo.Grains);

        faults.Injected.ShouldBeGreaterThan(5, $"seed {seed}");
        foreach (var life in lives)
        {
            var bookings = (await Town.FamilyGrain(silo.Grains, life.Family).Track(new TrackingFilter())).Where(booking => booking.Status is BookingStatus.Accepted);
            var due = bookings.Count(booking => !life.Justified.Contains(booking.Id)) * TestTown.Price;
            (await Town.Balance(silo.Grains, life.Family)).ShouldBe(life.Given - due, $"seed {seed}, family {life.Family}");
        }

        var report = await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check();
        report.Violations.ShouldBe(ImmutableArray<Violation>.Empty, $"seed {seed}");
        report.Entries.ShouldBeGreaterThan(Families * 3, $"seed {seed}");
    }

    private static async Task<SiloHost> Founded(TestStore store, Faults faults)
    {
        var silo = await SiloHost.Start(store, services =>
        {
            faults.LayOver(services);
            services.Replace(ServiceDescriptor.Singleton<IPaymentGateway, WillingGateway>());
        });
        await Town.Found(silo.Grains, Families);
        await Town.DebitBy(silo.Grains, new DebitOnAcceptance());
        for (var day = 1; day <= Steps; day++)
            await Town.SetCapacity(silo.Grains, TestTown.Morning, 50, Town.Today.AddDays(day));
        return silo;
    }

    /// <summary>Families' activations end at any moment.</summary>
    private static async Task GoAway(SiloHost silo, Task ended, int seed)
    {
        var chance = new Random(seed);
        while (!ended.IsCompleted)
        {
            await Town.FamilyGrain(silo.Grains, chance.Next(Families)).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            await Task.WhenAny(ended, Task.Delay(15));
        }
    }

    /// <summary>Nights follow each other, and are interrupted by the same faults.</summary>
    private static async Task RunNights(SiloHost silo, Task ended)
    {
        var transmissions = silo.Grains.GetGrain<ITransmissionGrain>(Town.Structure.Value);
        while (!ended.IsCompleted)
        {
            await Insisting.Until(() => transmissions.Start(Author.System));
            await Task.WhenAny(ended, Task.Delay(40));
        }
    }

    /// <summary>What one family and the staff do, one after the other, and what of it must count in the end.</summary>
    private sealed class Life(IGrainFactory grains, int family, Random chance)
    {
        private readonly List<BookingId> _booked = [];
        private readonly List<(string Payment, decimal Amount)> _paid = [];
        private int _made;

        public int Family => family;

        /// <summary>Gets the euros that came, less those that went.</summary>
        public decimal Given { get; private set; }

        public HashSet<BookingId> Justified { get; } = [];

        private IFamilyGrain Grain => Town.FamilyGrain(grains, family);

        public async Task<Life> Live()
        {
            // Nobody is in debt, so that bookings are not refused.
            await Counter(1_000m);
            for (var step = 1; step <= Steps; step++)
            {
                await Book(Town.Today.AddDays(step));
                await (chance.Next(7) switch
                {
                    0 or 1 => Cancel(),
                    2 => Excuse(),
                    3 => Card(),
                    4 => GiveBack(),
                    5 => Counter(-chance.Next(1, 20)),
                    _ => Counter(chance.Next(1, 20)),
                });
            }

            return this;
        }

        private async Task Book(DateOnly date)
        {
            var draft = new ReservationDraft([new ReservationRequest(TestTown.ChildOf(family), TestTown.Morning, date)], []);
            var answer = (await Insisting.Until(() => Grain.Validate(draft))).Items.Single().Answer;
            answer.Outcome.ShouldBe(Outcome.Accepted);
            _booked.Add(answer.Booking!.Value);
        }

        private async Task Cancel()
        {
            var booking = _booked[chance.Next(_booked.Count)];
            if (!Justified.Contains(booking))
                await Insisting.Until(() => Grain.Validate(new ReservationDraft([], [booking])));
        }

        private async Task Excuse()
        {
            var booking = _booked[chance.Next(_booked.Count)];
            if (await Insisting.Until(() => Grain.RecordAbsence(booking, isJustified: true, "essai", Author.System)) is AbsenceOutcome.Recorded)
                Justified.Add(booking);
        }

        private async Task Counter(decimal amount)
        {
            var receipt = new Receipt(
                $"correction/{Next()}", EntryKind.Correction, Mode: null, Document: null, Payer: null, Bank: null, Town.Today, amount, "essai");
            var order = new LedgerOrder(
                [new Posting(TestTown.Wallet, EntryKind.Correction, $"{receipt.Id}/{TestTown.Wallet}", amount, Town.Today)], Author.System, receipt);
            await Twice(() => Grain.Post(order));
            Given += amount;
        }

        private async Task Card()
        {
            var (payment, amount) = (Next(), (decimal)chance.Next(1, 50));
            var grain = PaymentGrain(payment);
            var intention = new PaymentIntention(TestTown.FamilyOf(family), [new WalletAmount(TestTown.Wallet, amount)], TestTown.EmailOf(family));
            await Twice(() => grain.Start(intention));
            var notice = new PaymentNotice($"event/{payment}", NoticeKind.Succeeded, WillingGateway.SessionOf(payment), amount, "eur", WillingGateway.IntentOf(payment));

            // Told five times at once, and once that its page has expired, which comes too late or too early.
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Insisting.Until(() => grain.Notify(notice)))
                .Append(Insisting.Until(() => grain.Notify(notice with { Event = $"late/{payment}", Kind = NoticeKind.Expired }))));
            _paid.Add((payment, amount));
            Given += amount;
        }

        private async Task GiveBack()
        {
            if (_paid.Count == 0)
                return;
            var (payment, amount) = _paid[chance.Next(_paid.Count)];
            _paid.Remove((payment, amount));
            var part = decimal.Round(amount / 2, 2);
            var refund = new RefundOrder(Next(), part, "essai", Author.System);
            (await Insisting.Until(() => PaymentGrain(payment).Refund(refund))).ShouldBe(RefundOutcome.Done);
            Given -= part;
        }

        private IPaymentGrain PaymentGrain(string payment) => grains.GetGrain<IPaymentGrain>(new PaymentKey(Town.Structure, payment).ToString());

        private string Next() => string.Create(CultureInfo.InvariantCulture, $"{family}-{++_made}");

        private static async Task Twice<T>(Func<Task<T>> ask)
        {
            await Insisting.Until(ask);
            await Insisting.Until(ask);
        }
    }
}
