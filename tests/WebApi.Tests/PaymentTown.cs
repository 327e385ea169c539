using System.Text.Json.Nodes;
using Periscolaire.Testing;

namespace Periscolaire.WebApi.Tests;

/// <summary>A town whose families pay by card: the program, a Stripe of the test's own, and those who take part.</summary>
internal sealed class PaymentTown : IAsyncDisposable
{
    public static readonly TestTown Town = new();

    private readonly TestStore _store;

    private PaymentTown(TestStore store, LoopbackStripe stripe, WebServer server)
    {
        _store = store;
        Stripe = stripe;
        Server = server;
        Mail = new StripeMail(server.Address);
    }

    public LoopbackStripe Stripe { get; }

    public WebServer Server { get; }

    public StripeMail Mail { get; }

    public Client Family { get; private set; } = null!;

    public Client Staff { get; private set; } = null!;

    public static async Task<PaymentTown> Open(TestStore store, params (string Key, string Value)[] more)
    {
        await Towns.Found(store, Town, families: 2, (TestTown.Morning, 5));
        return await OpenFounded(store, more);
    }

    /// <summary>Opens a town that was founded before.</summary>
    public static async Task<PaymentTown> OpenFounded(TestStore store, params (string Key, string Value)[] more)
    {
        var stripe = new LoopbackStripe();
        var town = new PaymentTown(store, stripe, await WebServer.Start(store, [.. stripe.Settings, .. more]));
        town.Family = await Client.SignedIn(town.Server.Address, "famille-0");
        town.Staff = await Client.SignedIn(town.Server.Address, "accueil");
        return town;
    }

    public static object Body(decimal periscolaire, decimal restauration = 0m) => new
    {
        amounts = new[] { (TestTown.Wallet, periscolaire), (TestTown.MealWallet, restauration) }
            .Where(line => line.Item2 != 0)
            .Select(line => new { walletId = line.Item1, amount = line.Item2 }),
        email = "payeur@example.org",
    };

    /// <summary>Starts a payment, and gives its id and its page at Stripe.</summary>
    public async Task<(string Id, string Session)> Start(decimal periscolaire, decimal restauration = 0m)
    {
        var started = await Family.Post("/family/payments", Body(periscolaire, restauration));
        var id = (string?)started.Json["id"] ?? throw new InvalidOperationException($"{started.Body}\n{Server.Output}");
        return (id, Stripe.SessionOf(id));
    }

    /// <summary>Starts a payment and pays it.</summary>
    public async Task<(string Id, string Session)> Pay(decimal periscolaire, decimal restauration = 0m)
    {
        var (id, session) = await Start(periscolaire, restauration);
        using var answer = await Mail.Deliver(Stripe.Pay(session));
        return (id, session);
    }

    /// <summary>The entries of a wallet of the paying family.</summary>
    public Task<IReadOnlyList<decimal>> Entries(string wallet = TestTown.Wallet) => LedgerTable.Entries(_store, "famille-0", wallet);

    public async Task<decimal> Balance(string wallet = TestTown.Wallet) => (await Entries(wallet)).Sum();

    public async Task<string> StatusOf(string payment) => (string)(await Family.Get($"/family/payments/{payment}")).Json["status"]!;

    public async Task<JsonNode> AsStaffSee(string payment) => (await Staff.Get($"/staff/card-payments/{payment}")).Json;

    public async ValueTask DisposeAsync()
    {
        Family?.Dispose();
        Staff?.Dispose();
        Mail.Dispose();
        Server.Dispose();
        await Stripe.DisposeAsync();
        if (Stripe.Bugs.TryPeek(out var bug))
            throw new InvalidOperationException("The tests' own Stripe failed.", bug);
    }
}
