using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Periscolaire.Accounts;
using Periscolaire.Attendance;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Mail;
using Periscolaire.Payments;
using Periscolaire.Testing;
using Periscolaire.Wallets;

namespace Periscolaire.Cluster.Tests;

/// <summary>A family with a past, of which everything that names it bears a mark; and a neighbour.</summary>
internal sealed class MarkedFamily(SiloHost silo, FakeTimeProvider clock)
{
    public const string Mark = "MARQUE";
    public const string Identifier = "parent";

    public static readonly DateOnly Day = new(2027, 5, 19);
    public static readonly Author Staff = Author.Staff("directrice");

    /// <summary>Open from 11 May 2027; a booking costs 5.00.</summary>
    public static readonly TestTown Town = new(new StructureId("ville"), new DateOnly(2027, 5, 10));

    private static readonly DateTimeOffset BeforeTheDay = new(2027, 5, 18, 10, 0, 0, TimeSpan.Zero);

    public SiloHost Silo => silo;

    public FakeTimeProvider Clock => clock;

    public static FamilyId Id => TestTown.FamilyOf(0);

    public IFamilyGrain Family => Town.FamilyGrain(silo.Grains, 0);

    public IAccountGrain Account => silo.Grains.GetGrain<IAccountGrain>(new AccountKey(Town.Structure, Identifier).ToString());

    public IPaymentGrain Payment => silo.Grains.GetGrain<IPaymentGrain>(new PaymentKey(Town.Structure, "carte").ToString());

    public static async Task<MarkedFamily> Found(TestStore store, IMailTransport mails)
    {
        var clock = new FakeTimeProvider(BeforeTheDay);
        var marked = new MarkedFamily(await Start(store, clock, mails), clock);
        var grains = marked.Silo.Grains;
        await Town.Found(grains, families: 2);
        await grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Save(Town.Catalogue with
        {
            Version = 2,
            Periods = [.. Town.Catalogue.Periods.Select(period => period with { Debit = new DebitOnAcceptance() })],
        });
        await Town.SetCapacity(grains, TestTown.Morning, 5, Day);
        await Town.SetCapacity(grains, TestTown.Reviewed, 5, Day);

        // Five on the day, six in June: told from the year alone it would be six already.
        await marked.Family.Register(new Family(
            Id, "MARQUE Nom", "marque@example.org", IsResident: true, [new Child(TestTown.ChildOf(0), "MARQUE-prenom", "MARQUE-enfant", new DateOnly(2021, 6, 15), "MARQUE-groupe")], [], "MARQUE-adresse", "MARQUE-telephone"));
        return marked;
    }

    public static Task<SiloHost> Start(TestStore store, FakeTimeProvider clock, IMailTransport mails) => SiloHost.Start(store, services =>
    {
        services.Replace(ServiceDescriptor.Singleton(new TownClock(clock, TimeSpan.Zero)));
        services.Replace(ServiceDescriptor.Singleton<IPaymentGateway>(new WillingGateway()));
        services.Replace(ServiceDescriptor.Singleton(mails));
    });

    /// <summary>Has the family do all that leaves something of it in a table, and ends with nothing owed and nothing to come; gives a session.</summary>
    public async Task<string> Live()
    {
        await Town.Open(silo.Grains, Identifier, new NewAccount(Role.Family, Id, "MARQUE Compte", TestTown.Password, MustChangePassword: false, SecretQuestions.All[0], "MARQUE"));
        var session = (await Account.SignIn(TestTown.Password, remember: true)).Session!.Id;
        await Family.SetQuotient(new DatedQuotient(Town.Today, 777.77m), Staff);
        var attended = await Book(TestTown.Morning, 0);
        await Book(TestTown.Morning, 1);
        var refused = await Book(TestTown.Reviewed, 0);
        await Town.DayGrain(silo.Grains, TestTown.Reviewed, Day).Decide([new Refuse(refused.Number, "MARQUE-refus")], Staff);
        await Town.Transmit(silo.Grains);
        clock.Advance(TimeSpan.FromDays(1.5));
        await Family.RecordAttendance(attended, new AttendanceRecord(AttendanceState.Present, Reason: "MARQUE-presence"), Staff);
        await Family.WriteHealthNotes(TestTown.ChildOf(0), new HealthNotes(0, "MARQUE-sante"), Staff);
        await Pay();
        await Family.ChangeEmail("marque.neuf@example.org");
        return session;
    }

    public IAccountGrain AccountOf(string identifier) => silo.Grains.GetGrain<IAccountGrain>(new AccountKey(Town.Structure, identifier).ToString());

    private async Task<BookingId> Book(ActivityId activity, int family) =>
        (await Town.DayGrain(silo.Grains, activity, Day).Decide([TestTown.AskOf(family)], Author.Family(TestTown.FamilyOf(family))))[0].Booking!.Value;

    /// <summary>−5 of the booking, +2 at the counter, +10 by card, −1 paid back: 6, which a correction takes.</summary>
    private async Task Pay()
    {
        await Family.Post(new LedgerOrder(
            [new Posting(TestTown.Wallet, EntryKind.Payment, "cheque/1", 2m, Day, Reason: "MARQUE-motif")],
            Staff,
            new Receipt("cheque/1", EntryKind.Payment, PaymentMode.CH, "MARQUE-piece", "MARQUE-payeur", "MARQUE-banque", Day, 2m, "MARQUE-motif")));
        await Payment.Start(new PaymentIntention(Id, [new WalletAmount(TestTown.Wallet, 10m)], "marque.carte@example.org"));
        await Payment.Notify(new PaymentNotice("paye", NoticeKind.Succeeded, WillingGateway.SessionOf("carte"), 10m, "eur", WillingGateway.IntentOf("carte")));
        await Payment.Refund(new RefundOrder("rendu", 1m, "MARQUE-remboursement", Staff));
        await Family.Post(new LedgerOrder([new Posting(TestTown.Wallet, EntryKind.Correction, "solde/1", -6m, Day, Reason: "MARQUE-correction")], Staff));
    }
}

/// <summary>A mail server that takes everything, or nothing for now.</summary>
internal sealed class MailBox : IMailTransport, IMailSession
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<DueMail> _asked = new();

    public DeliveryVerdict Verdict { get; set; }

    /// <summary>Gets each mail as often as it was to be sent.</summary>
    public IReadOnlyCollection<DueMail> Asked => _asked;

    public IMailSession Open() => this;

    public Task<Delivery> Send(DueMail mail)
    {
        _asked.Enqueue(mail);
        return Task.FromResult(new Delivery(Verdict, Verdict is DeliveryVerdict.Taken ? null : $"unknown recipient {mail.Mail.Recipient}"));
    }

    /// <summary>Waits until so many were to be sent.</summary>
    public async Task UntilAsked(int mails)
    {
        for (var tries = 0; _asked.Count < mails; tries++)
        {
            if (tries > 500)
                throw new TimeoutException($"Only {_asked.Count} mails of {mails} were to be sent.");
            await Task.Delay(20);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
