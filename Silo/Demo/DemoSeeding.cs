using System.Collections.Immutable;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Periscolaire.Accounts;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;

namespace Periscolaire.Silo.Demo;

/// <summary>
/// Fills the demo structure through the same grains as everyone. Its welcome is announced last: until it is, an interrupted filling goes on at the
/// next start, and every step of it may be repeated.
/// </summary>
internal sealed class DemoSeeding(
    IGrainFactory grains, TownClock clock, IHostApplicationLifetime lifetime, ILogger<DemoSeeding> log, IServer? server = null)
    : IHostedService
{
    private static readonly Author Seeding = new("system:demo");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(SayWhereToClick);
        var catalogueGrain = grains.GetGrain<ICatalogueGrain>(DemoTown.Structure.Value);
        var stored = await catalogueGrain.Read();
        if (stored is { Version: > 1 })
            return;

        var now = clock.GetUtcNow();
        var today = ParisTime.DayOf(now);
        var catalogue = stored ?? DemoTown.Catalogue(today);
        await catalogueGrain.Save(catalogue);
        var neighbours = DemoTown.Neighbours(today);
        await Task.WhenAll(neighbours.Append(DemoTown.Dupont(today)).Select(family => Family(family.Id).Register(family)));
        await Task.WhenAll(
            CreateAccount("dupont", new NewAccount(Role.Family, new("dupont"), "DUPONT Jean-Paul", "78C607", MustChangePassword: false, SecretQuestions.All[0], "Luciole")),
            CreateAccount("bernard", new NewAccount(Role.Family, new("bernard"), "BERNARD Luc", "bernard-demo", MustChangePassword: false)),
            CreateAccount("martin", new NewAccount(Role.Family, new("martin"), "MARTIN Sophie", "martin-demo", MustChangePassword: false)),
            CreateAccount("accueil", new NewAccount(Role.Staff, Family: null, "Accueil du pôle périscolaire", "accueil-demo", MustChangePassword: false)));
        await Task.WhenAll(
            from period in catalogue.Periods
            from activity in period.Activities
            from date in period.Dates
            select Day(activity, date).Decide([new SetCapacity(DemoTown.PlacesADay, "Capacité habituelle")], Seeding));
        await FillDays(catalogue, neighbours, now);
        await FillWallets(today);
        await catalogueGrain.Save(catalogue with { Version = 2, Settings = catalogue.Settings with { Announcements = [DemoTown.Welcome(today)] } });
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static ChildId Small(Family family) => family.Children[0].Id;

    private static ChildId Big(Family family) => family.Children[1].Id;

    private void SayWhereToClick()
    {
        var address = server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        log.LogInformation(
            "Demo structure deols: open {Address}/swagger and sign in as family dupont / 78C607 or staff accueil / accueil-demo", address);
    }

    private Task<OpenedAccount?> CreateAccount(string identifier, NewAccount account) =>
        grains.GetGrain<IAccountGrain>(new AccountKey(DemoTown.Structure, identifier).ToString()).Open(account, Seeding);

    /// <summary>
    /// Makes a calendar in five states: the next Wednesday that can be booked has a full afternoon for the small, with one waiting, and one place left
    /// for the big; the one after has a full day for the small; DUPONT has a morning on the third, and mornings that can no longer be changed.
    /// </summary>
    private async Task FillDays(StructureCatalogue catalogue, IReadOnlyList<Family> neighbours, DateTimeOffset now)
    {
        var wednesdays = catalogue.Periods.Where(period => period.Id.StartsWith(DemoTown.WednesdaysId, StringComparison.Ordinal))
            .SelectMany(period => period.Dates, (period, date) => (Date: date, IsOver: period.ToBook.IsOver(date, new TimeOnly(8, 0), now)))
            .ToList();
        var bookable = wednesdays.Where(day => !day.IsOver).Select(day => day.Date).Take(3).ToList();
        var locked = wednesdays.Where(day => day.IsOver).Select(day => day.Date).TakeLast(6);
        await Task.WhenAll(locked.Select(date => Task.WhenAll(
            Ask(DemoTown.BigMorning, date, [(new("dupont-lilou"), new("dupont"))]),
            Ask(DemoTown.SmallMorning, date, [(new("dupont-antoine"), new("dupont"))]))));
        if (bookable is not [var first, var second, var third])
            return;

        // MARTIN stays out of the big's afternoon, so that the tour can let her wait for a place there.
        await Ask(DemoTown.SmallAfternoon, first, neighbours.Take(DemoTown.PlacesADay + 1).Select(family => (Small(family), family.Id)));
        await Ask(DemoTown.BigAfternoon, first, neighbours.Skip(1).Take(DemoTown.PlacesADay - 1).Select(family => (Big(family), family.Id)));
        await Ask(DemoTown.SmallDay, second, neighbours.Take(DemoTown.PlacesADay).Select(family => (Small(family), family.Id)));
        await Ask(DemoTown.SmallMorning, third, [(new("dupont-antoine"), new("dupont"))]);
    }

    /// <summary>DUPONT has the guide's history, and credit for the weeks to come; BERNARD owes something, and cannot book until it is paid.</summary>
    private async Task FillWallets(DateOnly today)
    {
        var dupont = Family(new FamilyId("dupont"));
        await dupont.Post(GuideHistory.Consumptions(DemoTown.Wallet));
        foreach (var payment in GuideHistory.Payments(DemoTown.Wallet))
            await dupont.Post(payment);
        await dupont.Post(GuideHistory.CarriedOver(new FamilyId("dupont"), DemoTown.Wallet, 153.05m, today));
        await Family(new FamilyId("bernard")).Post(GuideHistory.CarriedOver(new FamilyId("bernard"), DemoTown.Wallet, -12.40m, today));
    }

    private IFamilyGrain Family(FamilyId family) => grains.GetGrain<IFamilyGrain>(new FamilyKey(DemoTown.Structure, family).ToString());

    private Task<ImmutableArray<DayAnswer>> Ask(ActivityId activity, DateOnly date, IEnumerable<(ChildId Child, FamilyId Family)> children) =>
        Day(activity, date).Decide([.. children.Select(child => new Ask(child.Child, child.Family))], Seeding);

    private IActivityDayGrain Day(ActivityId activity, DateOnly date) =>
        grains.GetGrain<IActivityDayGrain>(new ActivityDayKey(DemoTown.Structure, activity, date).ToString());
}
