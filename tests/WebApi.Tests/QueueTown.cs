using Periscolaire.Accounts;
using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>A town with somebody under review and somebody waiting, on the real program; each test has days of its own.</summary>
public sealed class QueueTown(SharedPostgreSql postgreSql) : IAsyncLifetime
{
    internal static readonly TestTown Here = new("ville");
    internal static readonly TestTown There = new("autre-ville");

    /// <summary>A payer whose name a spreadsheet would run.</summary>
    internal const string HostileName = "=HYPERLINK(\"http://example.org\")";

    private const int Families = 4;

    private readonly Dictionary<StaffRight, Client> _staff = [];
    private TestStore _store = null!;
    private WebServer _server = null!;

    internal Client Family { get; private set; } = null!;

    internal Client StaffThere { get; private set; } = null!;

    internal Client Counter => _staff[StaffRight.Counter];

    internal Client Director => _staff[StaffRight.Director];

    internal Client Accountant => _staff[StaffRight.Accountant];

    internal Client Administrator => _staff[StaffRight.Administrator];

    internal static string IdentifierOf(StaffRight right) => right.ToString().ToLowerInvariant();

    public async ValueTask InitializeAsync()
    {
        _store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(_store, There, families: 1, (TestTown.Reviewed, 5));
        await Towns.Found(_store, Here, Families);
        await using (var silo = await SiloHost.Start(_store))
        {
            await Prepare(silo.Grains);
            await There.DayGrain(silo.Grains, TestTown.Reviewed).Decide([TestTown.AskOf(0)], Author.System);
        }

        _server = await WebServer.Start(_store);
        Family = await Client.SignedIn(_server.Address, "famille-0");
        StaffThere = await Client.SignedIn(_server.Address, "accueil", structure: "autre-ville");
        foreach (var right in Enum.GetValues<StaffRight>())
            _staff[right] = await Client.SignedIn(_server.Address, IdentifierOf(right));
    }

    public ValueTask DisposeAsync()
    {
        foreach (var client in (Client[])[Family, StaffThere, .. _staff.Values])
            client.Dispose();
        _server.Dispose();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>On day n of the town: one morning place, four who want it; four files under review.</summary>
    private static async Task Prepare(IGrainFactory grains)
    {
        foreach (var right in Enum.GetValues<StaffRight>())
        {
            await Here.Open(
                grains,
                IdentifierOf(right),
                new NewAccount(Role.Staff, Family: null, "Personnel", TestTown.Password, MustChangePassword: false, Rights: [right]));
        }

        await grains.GetGrain<IFamilyGrain>(new FamilyKey(Here.Structure, TestTown.FamilyOf(3)).ToString()).Register(Here.Family(3) with { Name = HostileName });
        await Here.Correct(grains, 3, -46.05m);
        for (var day = 1; day <= 5; day++)
        {
            foreach (var (activity, places) in new[] { (TestTown.Morning, 1), (TestTown.Reviewed, 5) })
            {
                await Here.SetCapacity(grains, activity, places, Here.Today.AddDays(day));
                await Here.DayGrain(grains, activity, Here.Today.AddDays(day)).Decide([.. Enumerable.Range(0, Families).Select(TestTown.AskOf)], Author.System);
            }
        }
    }
}
