using System.Globalization;
using Periscolaire.Families;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Hosting;
using UglyToad.PdfPig;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>A town where something was paid, on the real program; tests only read it.</summary>
public sealed class HistoryTown(SharedPostgreSql postgreSql) : IAsyncLifetime
{
    internal static readonly DateOnly Today = ParisDay.Of(DateTimeOffset.UtcNow);
    internal static readonly DateOnly ThisMonth = new(Today.Year, Today.Month, 1);
    internal static readonly DateOnly LastMonth = ThisMonth.AddMonths(-1);

    /// <summary>A finished year that last month is not in.</summary>
    internal static readonly int PastYear = LastMonth.Year - 1;

    private static readonly TestTown Here = new("ville");
    private static readonly TestTown There = new("autre-ville");
    private static readonly Author Counter = Author.Staff("accueil");

    private TestStore _store = null!;
    private WebServer _server = null!;

    internal Client Family { get; private set; } = null!;

    internal Client Neighbour { get; private set; } = null!;

    internal Client Staff { get; private set; } = null!;

    internal Client StaffThere { get; private set; } = null!;

    internal Uri Address => _server.Address;

    public async ValueTask InitializeAsync()
    {
        _store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(_store, Here, families: 2);
        await Towns.Found(_store, There, families: 1);
        await using (var silo = await SiloHost.Start(_store))
            await Enter(Here.FamilyGrain(silo.Grains, 0));
        _server = await WebServer.Start(_store);
        Family = await Client.SignedIn(_server.Address, "famille-0");
        Neighbour = await Client.SignedIn(_server.Address, "famille-1");
        Staff = await Client.SignedIn(_server.Address, "accueil");
        StaffThere = await Client.SignedIn(_server.Address, "accueil", structure: "autre-ville");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var client in (Client[])[Family, Neighbour, Staff, StaffThere])
            client.Dispose();
        _server.Dispose();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What a PDF says, without blanks, which a reader of PDF guesses.</summary>
    internal static string Printed(Download pdf)
    {
        using var document = PdfDocument.Open(pdf.Bytes);
        return Squeezed(string.Concat(document.GetPages().Select(page => page.Text)));
    }

    internal static string Squeezed(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    /// <summary>The guide's February, then a past year's custody with a meal, last month's and this month's, a card payment over two wallets and a refund.</summary>
    private static async Task Enter(IFamilyGrain family)
    {
        var child = TestTown.ChildOf(0);
        foreach (var order in GuideFebruary.Orders(TestTown.Wallet, child, child, Counter))
            await family.Post(order);
        var lastYear = new DateOnly(PastYear, 12, 3);
        await family.Post(new LedgerOrder(
            [
                new Posting(TestTown.Wallet, EntryKind.Payment, "carte/1/a", 1_200m, lastYear),
                new Posting(TestTown.MealWallet, EntryKind.Payment, "carte/1/b", 12.50m, lastYear),
            ],
            Counter,
            new Receipt("carte/1", EntryKind.Payment, PaymentMode.CB, "pi_1", "FAMILLE 0", Bank: null, lastYear, 1_212.50m, Reason: null)));
        await family.Post(new LedgerOrder(
            [
                Consumption(new DateOnly(PastYear, 12, 4), "Matin", 14.85m, 1, meal: 4.20m),
                Consumption(LastMonth, "Matin", 4.75m, 1),
                Consumption(ThisMonth, "=Journée", 6.65m, 2),
            ],
            Counter));
        await family.Post(new LedgerOrder(
            [new Posting(TestTown.Wallet, EntryKind.Refund, "retour/1", -5m, ThisMonth)],
            Counter,
            new Receipt("retour/1", EntryKind.Refund, PaymentMode.VIR, "V-12", "FAMILLE 0", Bank: null, ThisMonth, -5m, "Trop perçu")));
    }

    private static Posting Consumption(DateOnly date, string activity, decimal price, int quantity, decimal meal = 0m) => new(
        TestTown.Wallet,
        EntryKind.Consumption,
        $"essai/{date:yyyy-MM-dd}",
        -price * quantity,
        date,
        new Consumption(TestTown.ChildOf(0), date, Booking: null, activity, price, quantity, meal, Reduction: 0m, "Tarif unique"));
}
