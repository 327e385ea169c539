using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Xunit;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>Tests of the whole contract share one program, with two towns in it.</summary>
[CollectionDefinition(Name)]
public sealed class ContractCollection : ICollectionFixture<ContractTown>
{
    public const string Name = "contract";
}

/// <summary>
/// A town with something of everything, and another that has the same kinds of things under other ids: what the first holds, and what nobody holds, is
/// alike to the second.
/// </summary>
public sealed class ContractTown(SharedPostgreSql postgreSql) : IAsyncLifetime
{
    /// <summary>How many families the first town has, besides two whose accounts are changed and erased.</summary>
    internal const int Families = 20;

    /// <summary>Stands in every name and note of the first town, so that it shows wherever it should not.</summary>
    public const string Marker = "MARQUE";

    internal const string There = "autre-ville";

    private static readonly TestTown Town = new();
    private static readonly TestTown OtherTown = new(There);

    private TestStore _store = null!;

    internal WebServer Server { get; private set; } = null!;

    internal TestStore Store => _store;

    internal IReadOnlyList<Operation> Operations { get; private set; } = [];

    internal string Document { get; private set; } = "";

    /// <summary>Gets by name what exists in the first town, in the other one, and nowhere.</summary>
    internal Ids Here { get; private set; } = null!;

    internal Ids Elsewhere { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["structure"] = There,
        ["familyId"] = "ailleurs-0",
        ["childId"] = "enfant-ailleurs",
        ["activityId"] = "ailleurs-atelier",
        ["walletId"] = "AILLEURS",
        ["periodId"] = "ailleurs-toute-l-annee",
        ["date"] = $"{OtherTown.Day:yyyy-MM-dd}",
        ["month"] = $"{OtherTown.Day:yyyy-MM}",
        ["today"] = $"{OtherTown.Today:yyyy-MM-dd}",
        ["year"] = $"{OtherTown.Today:yyyy}",
        ["unique"] = "matrice",
    });

    internal Ids Nowhere { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["structure"] = "nulle-part",
        ["familyId"] = "famille-9999",
        ["otherFamilyId"] = "famille-9998",
        ["spareFamilyId"] = "famille-9997",
        ["childId"] = "enfant-9999",
        ["activityId"] = "nulle-part",
        ["otherActivityId"] = "nulle-part",
        ["walletId"] = "NULLEPART",
        ["bookingId"] = $"nulle-part.{Town.Day:yyyyMMdd}.1",
        ["otherBookingId"] = $"nulle-part.{Town.Day:yyyyMMdd}.2",
        ["paymentId"] = "nulle-part",
        ["mailId"] = "digest/nulle-part",
        ["number"] = "999999",
        ["transmission"] = "999999",
        ["identifier"] = "nulle-part",
        ["staffIdentifier"] = "nulle-part",
        ["periodId"] = "nulle-part",
        ["date"] = $"{Town.Day:yyyy-MM-dd}",
        ["month"] = $"{Town.Day:yyyy-MM}",
        ["today"] = $"{Town.Today:yyyy-MM-dd}",
        ["year"] = $"{Town.Today:yyyy}",
        ["lastYear"] = $"{Town.Today.AddYears(-1):yyyy}",
        ["unique"] = "matrice",
    });

    public async ValueTask InitializeAsync()
    {
        _store = await postgreSql.Store(StoreKind.PostgreSql);
        await Found(_store);
        Server = await WebServer.Start(_store);
        using var http = new HttpClient { BaseAddress = Server.Address };
        Document = await http.GetStringAsync(new Uri("/swagger/v1/swagger.json", UriKind.Relative));
        Operations = Operation.AllOf(JsonNode.Parse(Document)!);
        Here = await Live(Server.Address);
    }

    public ValueTask DisposeAsync()
    {
        Server.Dispose();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Whoever asks, signed in afresh.</summary>
    internal Task<Client> SignIn(Caller caller) => Client.SignedIn(Server.Address, caller.Identifier, structure: caller.Structure);

    /// <summary>Founds both towns.</summary>
    internal static async Task Found(TestStore store, int families = Families + 2)
    {
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 0);
        foreach (var number in Enumerable.Range(0, families))
        {
            var family = Town.Family(number);
            await Town.FamilyGrain(silo.Grains, number).Register(family with
            {
                Name = $"{Marker} {number}",
                Children = [.. family.Children.Select(child => child with { LastName = $"{Marker} {number}" })],
            });
        }

        await Town.OpenAccounts(silo.Grains, families);
        foreach (var right in StaffRights.All)
            await Open(silo.Grains, Caller.Having(right), [right]);
        await Open(silo.Grains, Caller.SpareStaff, StaffRights.All);
        await silo.Grains.GetGrain<IAccountGrain>(new AccountKey(OperatorAccounts.Structure, Caller.Operator.Identifier).ToString())
            .Open(new NewAccount(Role.Operator, Family: null, "Exploitation", TestTown.Password, MustChangePassword: false), Author.System);
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 5);
        await Town.SetCapacity(silo.Grains, TestTown.Reviewed, 5);
        await FoundOther(silo.Grains);
    }

    private static async Task FoundOther(IGrainFactory grains)
    {
        var catalogue = OtherTown.Catalogue;
        var activity = catalogue.Activities[0] with { Id = new ActivityId("ailleurs-atelier"), Wallet = "AILLEURS" };
        await grains.GetGrain<ICatalogueGrain>(There).Save(catalogue with
        {
            Activities = [activity],
            Periods = [.. catalogue.Periods.Select(period => period with { Id = "ailleurs-toute-l-annee", Activities = [activity.Id] })],
            Wallets = [new WalletOffer("AILLEURS", "Ailleurs")],
            Grids = [new PriceGrid("ailleurs", "Ailleurs", [activity.Id], OtherTown.Today.AddYears(-1), To: null, new FlatTariff(TestTown.Price))],
        });
        var family = new FamilyId("ailleurs-0");
        await grains.GetGrain<IFamilyGrain>(new FamilyKey(new StructureId(There), family).ToString()).Register(OtherTown.Family(0) with
        {
            Id = family,
            Name = "AILLEURS",
            Email = "ailleurs@example.org",
            Children = [OtherTown.Family(0).Children[0] with { Id = new ChildId("enfant-ailleurs") }],
        });
        await Open(grains, Caller.OtherTownsStaff, StaffRights.All);
        await OtherTown.Open(grains, family.Value, new NewAccount(Role.Family, family, "AILLEURS", TestTown.Password, MustChangePassword: false));
    }

    private static Task<OpenedAccount?> Open(IGrainFactory grains, Caller staff, ImmutableArray<StaffRight> rights) => (staff.Structure == There ? OtherTown : Town)
        .Open(grains, staff.Identifier, new NewAccount(Role.Staff, Family: null, staff.Identifier, TestTown.Password, MustChangePassword: false, Rights: rights));

    /// <summary>Has the first town do what there is to see: a booking, a payment at the counter and one by card, a transmission.</summary>
    internal static async Task<Ids> Live(Uri address)
    {
        using var family = await Client.SignedIn(address, Caller.Family.Identifier);
        using var staff = await Client.SignedIn(address, "accueil");
        var booked = await family.Book(("enfant-0", "sur-dossier", Town.Day), ("enfant-0", "matin", Town.Day));
        var receipt = await staff.Post("/staff/families/famille-0/payments", new
        {
            id = "un",
            mode = "CH",
            amounts = new[] { new { walletId = TestTown.Wallet, amount = 41.41m } },
            date = $"{Town.Today:yyyy-MM-dd}",
            payer = $"{Marker}-PAYEUR",
        });
        var started = await family.Post("/family/payments", new { amounts = new[] { new { walletId = TestTown.Wallet, amount = 33.33m } }, email = "marque@example.org" });
        using var browser = new HttpClient();
        using var paid = await browser.PostAsync(new Uri($"{started.Json["redirectUrl"]}/payer"), content: null);
        var run = await staff.Post("/staff/transmissions", new { });
        return new Ids(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["structure"] = "ville",
            ["familyId"] = "famille-0",
            ["otherFamilyId"] = $"famille-{Families}",
            ["spareFamilyId"] = $"famille-{Families + 1}",
            ["childId"] = "enfant-0",
            ["activityId"] = TestTown.Reviewed.Value,
            ["otherActivityId"] = TestTown.Morning.Value,
            ["walletId"] = TestTown.Wallet,
            ["bookingId"] = (string)booked.Items[0]["bookingId"]!,
            ["otherBookingId"] = (string)booked.Items[1]["bookingId"]!,
            ["paymentId"] = (string)started.Json["id"]!,
            ["mailId"] = "digest/nulle-part",
            ["number"] = ((long)receipt.Json["number"]!).ToString(CultureInfo.InvariantCulture),
            ["transmission"] = ((long)run.Json["id"]!).ToString(CultureInfo.InvariantCulture),
            ["identifier"] = $"famille-{Families}",
            ["staffIdentifier"] = Caller.SpareStaff.Identifier,
            ["periodId"] = "toujours",
            ["date"] = $"{Town.Day:yyyy-MM-dd}",
            ["month"] = $"{Town.Day:yyyy-MM}",
            ["today"] = $"{Town.Today:yyyy-MM-dd}",
            ["year"] = $"{Town.Today:yyyy}",
            ["lastYear"] = $"{Town.Today.AddYears(-1):yyyy}",
            ["unique"] = "matrice",
        });
    }
}
