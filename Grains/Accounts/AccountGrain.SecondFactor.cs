using System.Collections.Immutable;
using Periscolaire.Accounts.Rules;

namespace Periscolaire.Accounts;

/// <summary>The second factor: set up by its holder, asked for at each sign-in once confirmed.</summary>
internal sealed partial class AccountGrain
{
    private const int SpareCodes = 10;

    public async Task<NewSecondFactor?> BeginSecondFactor()
    {
        if (Holder is null or { HasSecondFactor: true })
            return null;
        var secret = secondFactors.NewSecret();
        await Keep(stored.State with { SecondFactor = new SecondFactor(secret, IsConfirmed: false, LastStep: 0, []) });
        return new NewSecondFactor(secret, secondFactors.UriOf(secret, _key));
    }

    public async Task<ImmutableArray<string>?> ConfirmSecondFactor(string code, string session)
    {
        if (Holder is not { } holder || stored.State.SecondFactor is not { IsConfirmed: false } begun || begun.Take(code, StepOf(clock.GetUtcNow())) is not { } taken)
            return null;
        ImmutableArray<string> spare = [.. Enumerable.Range(0, SpareCodes).Select(_ => OneTimeCodes.New())];
        await Tell("second-factor-set", AuthorOf(holder));
        await Keep(stored.State with
        {
            SecondFactor = taken with { IsConfirmed = true, SpareHashes = [.. spare.Select(OneTimeCodes.HashOf)] },
            Sessions = stored.State.Sessions.RemoveAll(known => known.Id != session),
        });
        return spare;
    }

    public async Task<SecretAnswer> RemoveSecondFactor(string code)
    {
        if (_attempts.Wait(clock.GetUtcNow()) is { } wait)
            return new SecretAnswer(IsRight: false, wait);
        if (Holder is not { } holder || stored.State.SecondFactor is not { IsConfirmed: true } factor || factor.Take(code, StepOf(clock.GetUtcNow())) is null)
            return new SecretAnswer(IsRight: false, Failed().RetryAfter);
        await Tell("second-factor-removed", AuthorOf(holder));
        await Keep(stored.State with { SecondFactor = null });
        return new SecretAnswer(IsRight: true);
    }
}
