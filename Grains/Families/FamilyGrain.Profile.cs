using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Journal;
using Periscolaire.Mail;
using Periscolaire.Transmission;
using Periscolaire.Wallets;

namespace Periscolaire.Families;

internal sealed partial class FamilyGrain
{
    public async Task<Family?> Read()
    {
        await ApplyPendingEmail();
        return _kept.Family;
    }

    public async Task<EmailStanding> Email()
    {
        await ApplyPendingEmail();
        return new EmailStanding(_kept.Family?.Email, _kept.Pending?.Email);
    }

    public Task Register(Family family)
    {
        if (family.Id != _key.Family)
            throw new ArgumentException($"Family {family.Id} is not {_key.Family}.", nameof(family));
        var known = _kept.Family ?? family;
        var next = family with
        {
            Children = [.. family.Children, .. known.Children.ExceptBy(family.Children.Select(given => given.Id), child => child.Id)],
            Quotients = [.. family.Quotients, .. known.Quotients.ExceptBy(family.Quotients.Select(given => given.From), quotient => quotient.From)],
        };
        return Keep(next, _kept.Pending, [
            .. family.Children.Select(child => new ChildRow(_key.Structure, family.Id, child)),
            .. family.Quotients.Select(quotient => new QuotientRow(_key, quotient, new Authorship(Author.System, clock.GetUtcNow()))),
        ]);
    }

    public async Task ChangeEmail(string email)
    {
        await ApplyPendingEmail();
        var family = _kept.Family ?? throw new InvalidOperationException("No such family.");

        // A session outlives its account by some seconds; an address given in them would stay for ever.
        if (_kept.ErasedAt is not null)
            return;
        var catalogue = await Catalogue();
        var now = clock.GetUtcNow();
        Row[] told = family.Email is { } old && !string.Equals(old, email, StringComparison.OrdinalIgnoreCase)
            ? [new MailRow(_key.Structure, mails.Write(new AccountNotices(CauseOf(_kept.Version + 1), family.Id, old, family.Name).EmailChanged(), catalogue), now)]
            : [];
        if (catalogue.Catalogue.Settings.ProfileChanges is ProfileChanges.AtOnce)
            await Keep(family with { Email = email }, pending: null, told);
        else
            await Keep(family, new PendingEmail(email, now), told);
        await GrainFactory.GetGrain<IMailSenderGrain>(_key.Structure.Value).Nudge();
    }

    public async Task DropPendingEmail()
    {
        await ApplyPendingEmail();
        if (_kept is { Pending: not null, Family: { } family })
            await Keep(family, pending: null, []);
    }

    private string CauseOf(long version) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{version:D10}.{_key.Family.Value}");

    /// <summary>An address that became due with a transmission is in force from now on; the row is written with the next change.</summary>
    private async ValueTask ApplyPendingEmail()
    {
        if (_kept.Pending is null)
            return;

        // Readers interleave: what was written while this one waited must not be taken back.
        var lastUpdate = await GrainFactory.GetGrain<ITransmissionGrain>(_key.Structure.Value).LastUpdate();
        _kept = _kept.Settled(lastUpdate);
    }

    private Task Keep(Family family, PendingEmail? pending, IEnumerable<Row> more) =>
        Keep(_kept with { Family = family, Pending = pending }, [new FamilyRow(_key.Structure, family, pending), .. more]);
}
