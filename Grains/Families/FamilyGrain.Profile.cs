using Periscolaire.Catalogue;
using Periscolaire.Journal;
using Periscolaire.Mail;
using Periscolaire.Transmission;

namespace Periscolaire.Families;

internal sealed partial class FamilyGrain
{
    /// <summary>The stream of a family.</summary>
    public static StreamId StreamOf(FamilyKey key) => new(key.Structure, $"family/{key.Family.Value}");

    public async Task<Family?> Read()
    {
        await Settle();
        return _kept.Family;
    }

    public async Task<EmailStanding> Email()
    {
        await Settle();
        return new EmailStanding(_kept.Family?.Email, _kept.Pending?.Email);
    }

    public Task Register(Family family)
    {
        if (family.Id != _key.Family)
            throw new ArgumentException($"Family {family.Id} is not {_key.Family}.", nameof(family));
        return Keep(family, _kept.Pending, [.. family.Children.Select(child => new ChildRow(_key.Structure, family.Id, child))]);
    }

    public async Task ChangeEmail(string email)
    {
        await Settle();
        var family = _kept.Family ?? throw new InvalidOperationException("No such family.");
        var catalogue = await catalogues.Of(_key.Structure) ?? throw new InvalidOperationException($"No catalogue for {_key.Structure}.");
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
        await Settle();
        if (_kept is { Pending: not null, Family: { } family })
            await Keep(family, pending: null, []);
    }

    private string CauseOf(long version) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{version:D10}.{_key.Family.Value}");

    /// <summary>An address that became due with a transmission is in force from now on; the row is written with the next change.</summary>
    private async ValueTask Settle()
    {
        if (_kept.Pending is not null)
            _kept = _kept.Settled(await GrainFactory.GetGrain<ITransmissionGrain>(_key.Structure.Value).LastUpdate());
    }

    private async Task Keep(Family family, PendingEmail? pending, IEnumerable<Row> more)
    {
        var next = new KeptFamily(_kept.Version + 1, family, pending);
        try
        {
            await journal.Append(new Change(StreamOf(_key), _kept.Version, next.Version, [new FamilyRow(_key.Structure, family, pending), .. more]));
            _kept = next;
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
