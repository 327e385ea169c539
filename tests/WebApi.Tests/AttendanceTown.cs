using Periscolaire.Accounts;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>A server for the tests of attendance: yesterday two children of six were booked on the morning and the afternoon, and one days ahead.</summary>
public sealed class AttendanceTown(SharedPostgreSql postgreSql) : IAsyncLifetime
{
    private static readonly TestTown Town = new(new StructureId("ville"), DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-2));

    private TestStore _store = null!;
    private WebServer _server = null!;

    public static DateOnly Day => Town.Today.AddDays(1);

    public static DateOnly Ahead => Town.Day;

    public Uri Address => _server.Address;

    public string Output => _server.Output;

    internal Client Administrator { get; private set; } = null!;

    internal Client Counter { get; private set; } = null!;

    internal Client Director { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await postgreSql.Store(StoreKind.Sqlite);
        await using (var silo = await SiloHost.Start(_store))
        {
            await Town.Found(silo.Grains, families: 3);
            await Town.OpenAccounts(silo.Grains, families: 3);
            foreach (var (identifier, right) in ((string, StaffRight)[])
                [("guichet", StaffRight.Counter), ("directrice", StaffRight.Director), ("regisseur", StaffRight.Accountant)])
            {
                await Town.Open(
                    silo.Grains, identifier, new NewAccount(Role.Staff, Family: null, identifier, TestTown.Password, MustChangePassword: false, Rights: [right]));
            }

            foreach (var (activity, date) in ((ActivityId, DateOnly)[])[(TestTown.Morning, Day), (TestTown.Afternoon, Day), (TestTown.Morning, Ahead)])
            {
                await Town.SetCapacity(silo.Grains, activity, 10, date);
                await Town.DayGrain(silo.Grains, activity, date).Decide([TestTown.AskOf(0), TestTown.AskOf(1)], Author.System);
            }
        }

        _server = await WebServer.Start(_store);
        Administrator = await Client.SignedIn(Address, "accueil");
        Counter = await Client.SignedIn(Address, "guichet");
        Director = await Client.SignedIn(Address, "directrice");
    }

    public ValueTask DisposeAsync()
    {
        Administrator.Dispose();
        Counter.Dispose();
        Director.Dispose();
        _server.Dispose();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }
}
