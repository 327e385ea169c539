using System.Globalization;
using Periscolaire.Accounts;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Transmission;
using Periscolaire.Wallets;

namespace Periscolaire.Testing;

/// <summary>A small town for tests: everything open from a year ago, for sixty days from tomorrow, until the activity starts.</summary>
public sealed record TestTown(StructureId Structure, DateOnly Today)
{
    public const string Password = "un mot de passe d'essai";
    public const string Wallet = "PERISCOLAIRE";
    public const string MealWallet = "RESTAURATION";

    /// <summary>Euros of every booking.</summary>
    public const decimal Price = 5m;

    public static readonly ActivityId Morning = new("matin");
    public static readonly ActivityId Afternoon = new("apres-midi");
    public static readonly ActivityId WholeDay = new("journee");
    public static readonly ActivityId Reviewed = new("sur-dossier");

    private const int OpenDays = 60;

    private static readonly Author Staff = Author.Staff("essai");

    public TestTown(string structure = "ville")
        : this(new StructureId(structure), DateOnly.FromDateTime(DateTime.UtcNow))
    {
    }

    /// <summary>Gets a date that is open.</summary>
    public DateOnly Day => Today.AddDays(10);

    public StructureCatalogue Catalogue => new(
        Structure,
        Version: 1,
        new StructureSettings($"Mairie de {Structure}", SchoolZone.B, IsDemo: false, []),
        [
            Activity(Morning, "Matin", 8, 12),
            Activity(Afternoon, "Après Midi", 12, 17),
            Activity(WholeDay, "Journée", 8, 17) with { WaitingListLimit = 0 },
            Activity(Reviewed, "Sur dossier", 17, 19) with { ReviewedByStaff = true },
        ],
        [
            new Period(
                "toujours",
                "Toujours",
                [Morning, Afternoon, WholeDay, Reviewed],
                [.. Enumerable.Range(1, OpenDays).Select(Today.AddDays)],
                OpensAt: Instant(Today.AddYears(-1)),
                OpensForResidentsAt: null,
                ClosesAt: Instant(Today.AddYears(1)),
                ToBook: new HoursBefore(0),
                ToCancel: new HoursBefore(0),
                ToPromote: null),
        ],
        [new WalletOffer(Wallet, "Périscolaire"), new WalletOffer(MealWallet, "Restauration")],
        [new PriceGrid("unique", "Tarif unique", [Morning, Afternoon, WholeDay, Reviewed], Today.AddYears(-1), To: null, new FlatTariff(Price))]);

    public static FamilyId FamilyOf(int number) => new(Numbered("famille", number));

    public static ChildId ChildOf(int number) => new(Numbered("enfant", number));

    public static Ask AskOf(int number) => new(ChildOf(number), FamilyOf(number));

    public static string EmailOf(int number) => $"{FamilyOf(number)}@example.org";

    /// <summary>A family with one child of six.</summary>
    public Family Family(int number) => new(
        FamilyOf(number),
        $"FAMILLE {number}",
        EmailOf(number),
        IsResident: true,
        [new Child(ChildOf(number), "Enfant", $"Numéro {number}", Today.AddYears(-6).AddMonths(-6), Group: null)],
        []);

    public ActivityDayKey Key(ActivityId activity, DateOnly? date = null) => new(Structure, activity, date ?? Day);

    public IActivityDayGrain DayGrain(IGrainFactory grains, ActivityId activity, DateOnly? date = null) =>
        grains.GetGrain<IActivityDayGrain>(Key(activity, date).ToString());

    public IFamilyGrain FamilyGrain(IGrainFactory grains, int number) =>
        grains.GetGrain<IFamilyGrain>(new FamilyKey(Structure, FamilyOf(number)).ToString());

    /// <summary>Founds the town with families that have no account yet.</summary>
    public async Task Found(IGrainFactory grains, int families)
    {
        await grains.GetGrain<ICatalogueGrain>(Structure.Value).Save(Catalogue);
        await Task.WhenAll(Enumerable.Range(0, families).Select(number => FamilyGrain(grains, number).Register(Family(number))));
    }

    /// <summary>Gives every family an account named like it, and the staff one named <c>accueil</c>.</summary>
    public async Task OpenAccounts(IGrainFactory grains, int families)
    {
        await Task.WhenAll(Enumerable.Range(0, families).Select(number => Open(
            grains, FamilyOf(number).Value, new NewAccount(Role.Family, FamilyOf(number), $"FAMILLE {number}", Password, MustChangePassword: false))));
        await Open(grains, "accueil", new NewAccount(Role.Staff, Family: null, "Accueil", Password, MustChangePassword: false));
    }

    /// <summary>Has bookings debited by a rule, instead of on their day.</summary>
    public Task DebitBy(IGrainFactory grains, DebitRule debit) => grains.GetGrain<ICatalogueGrain>(Structure.Value).Save(Catalogue with
    {
        Version = 2,
        Periods = [.. Catalogue.Periods.Select(period => period with { Debit = debit })],
    });

    public async Task SetCapacity(IGrainFactory grains, ActivityId activity, int capacity, DateOnly? date = null) =>
        await DayGrain(grains, activity, date).Decide([new SetCapacity(capacity)], Staff);

    /// <summary>Moves a family's balance by hand.</summary>
    public async Task Correct(IGrainFactory grains, int family, decimal amount, string cause = "essai") =>
        await FamilyGrain(grains, family).Post(new LedgerOrder(
            [new Posting(Wallet, EntryKind.Correction, $"{cause}/{FamilyOf(family)}", amount, Today)], Staff));

    /// <summary>What the family's first wallet holds.</summary>
    public async Task<decimal> Balance(IGrainFactory grains, int family) =>
        (await FamilyGrain(grains, family).Wallets(new EstimateFilter(Until: null))).Wallets.Single(wallet => wallet.Id == Wallet).Balance;

    /// <summary>Has a transmission run, started by hand, and waits for its end.</summary>
    public async Task<TransmissionRun> Transmit(IGrainFactory grains)
    {
        var transmissions = grains.GetGrain<ITransmissionGrain>(Structure.Value);
        var run = await transmissions.Start(Staff);
        for (var tries = 0; run.Phase is not RunPhase.Completed; tries++)
        {
            if (tries > 1_500)
                throw new TimeoutException($"Run {run.Number} is still {run.Phase}.");
            await Task.Delay(20);
            run = (await transmissions.Read(run.Number))!;
        }

        return run;
    }

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");

    private static DateTimeOffset Instant(DateOnly date) => new(date, TimeOnly.MinValue, TimeSpan.Zero);

    private static Activity Activity(ActivityId id, string label, int from, int to) =>
        new(id, label, new TimeOnly(from, 0), new TimeOnly(to, 0), new Eligibility(3, 12, []), Wallet);

    public Task<OpenedAccount?> Open(IGrainFactory grains, string identifier, NewAccount account) =>
        grains.GetGrain<IAccountGrain>(new AccountKey(Structure, identifier).ToString()).Open(account, Staff);
}
