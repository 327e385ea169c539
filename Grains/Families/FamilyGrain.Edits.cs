using Periscolaire.Booking.Rules;
using Periscolaire.Journal;
using Periscolaire.Mail;

namespace Periscolaire.Families;

internal sealed partial class FamilyGrain
{
    public async Task<FamilySheet?> Sheet()
    {
        await ApplyPendingEmail();
        return _kept.Family is { } family ? new FamilySheet(family, _kept.Version) : null;
    }

    public async Task<FamilyEditAnswer> Edit(FamilyDetails details, StaffEdit edit)
    {
        await ApplyPendingEmail();
        if (WhyNot(edit, isThere: _kept.Family is not null) is { } refusal)
            return refusal;
        var before = _kept.Family;
        var next = (before ?? new Family(_key.Family, details.Name, details.Email, details.IsResident, [], [])) with
        {
            Name = details.Name,
            Email = details.Email,
            IsResident = details.IsResident,
            Address = details.Address,
            Phone = details.Phone,
        };
        if (next == before || edit.DryRun)
            return Saved(next);

        var by = new Authorship(edit.By, clock.GetUtcNow());
        var isNewEmail = before?.Email != next.Email;
        var told = isNewEmail ? await EmailTold(before, by) : [];

        // An address given now is the one in force: what was pending before is older.
        await Keep(next, isNewEmail ? null : _kept.Pending, [FamilyAuditing.RowOf(_key.Structure, before, next, by), .. told]);
        if (told.Length > 0)
            await GrainFactory.GetGrain<IMailSenderGrain>(_key.Structure.Value).Nudge();
        return Saved(next);
    }

    public async Task<FamilyEditAnswer> EditChild(Child child, StaffEdit edit)
    {
        if (_kept.Family is not { } family)
            return new FamilyEditAnswer(FamilyEditOutcome.Unknown);
        var before = family.Children.FirstOrDefault(known => known.Id == child.Id);
        if (WhyNot(edit, isThere: before is not null) is { } refusal)
            return refusal;
        if (before is null && await families.FamilyOf(_key.Structure, child.Id) is { } other && other != _key.Family)
            return new FamilyEditAnswer(FamilyEditOutcome.ChildElsewhere);
        var next = family with { Children = [.. family.Children.Where(known => known.Id != child.Id), child] };
        if (before == child || edit.DryRun)
            return Saved(before == child ? family : next);
        var by = new Authorship(edit.By, clock.GetUtcNow());
        await Keep(_kept with { Family = next }, [new ChildRow(_key.Structure, family.Id, child), FamilyAuditing.RowOf(_key, before, child, by)]);
        return Saved(next);
    }

    public async Task<FamilyEditAnswer> RemoveChild(ChildId child, StaffEdit edit)
    {
        if (_kept.Family is not { } family || family.Children.FirstOrDefault(known => known.Id == child) is not { } before)
            return new FamilyEditAnswer(FamilyEditOutcome.Unknown);
        if (edit.After != _kept.Version)
            return new FamilyEditAnswer(FamilyEditOutcome.ChangedMeanwhile);
        if (await families.HasHistory(_key, child))
            return new FamilyEditAnswer(FamilyEditOutcome.ChildHasBookings);
        var next = family with { Children = [.. family.Children.Where(known => known.Id != child)] };
        if (edit.DryRun)
            return Saved(next);
        var by = new Authorship(edit.By, clock.GetUtcNow());
        await Keep(_kept with { Family = next }, [new ChildRemovedRow(_key.Structure, family.Id, child), FamilyAuditing.RowOf(_key, before, after: null, by)]);
        return Saved(next);
    }

    private FamilyEditAnswer Saved(Family family) => new(FamilyEditOutcome.Saved, new FamilySheet(family, _kept.Version));

    private FamilyEditAnswer? WhyNot(StaffEdit edit, bool isThere) => (edit.After, isThere) switch
    {
        // Nothing names an erased family again: who comes back is a new family.
        _ when _kept.ErasedAt is not null => new FamilyEditAnswer(FamilyEditOutcome.Unknown),
        (null, true) => new FamilyEditAnswer(FamilyEditOutcome.AlreadyExists),
        ({ }, false) => new FamilyEditAnswer(FamilyEditOutcome.Unknown),
        ({ } after, _) when after != _kept.Version => new FamilyEditAnswer(FamilyEditOutcome.ChangedMeanwhile),
        _ => null,
    };

    /// <summary>The old address is told that it is no longer the family's, as when the family changes it itself.</summary>
    private async Task<Row[]> EmailTold(Family? before, Authorship by) => before is { Email: { } old }
        ? [new MailRow(_key.Structure, mails.Write(new AccountNotices(CauseOf(_kept.Version + 1), before.Id, old, before.Name).EmailChanged(), await Catalogue()), by.At)]
        : [];
}
