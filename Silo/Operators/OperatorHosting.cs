using Periscolaire.Accounts;

namespace Periscolaire.Silo.Operators;

/// <summary>The first operator of a new deployment, who founds its structures.</summary>
public static class OperatorHosting
{
    /// <summary>The setting that opens the first operator's account: <c>Operator:FirstPassword</c>, to be changed at first use.</summary>
    public const string Setting = "Operator:FirstPassword";

    private const string IdentifierSetting = "Operator:Identifier";
    private const string DefaultIdentifier = "exploitant";

    /// <summary>Opens the operator's account at the first start that is told a first password; one that exists is left as it is.</summary>
    /// <param name="builder">The host.</param>
    /// <returns>The same builder.</returns>
    public static IHostApplicationBuilder AddFirstOperator(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration[Setting] is { Length: > 0 } password)
        {
            var identifier = builder.Configuration[IdentifierSetting] is { Length: > 0 } given ? given.Trim().ToLowerInvariant() : DefaultIdentifier;
            builder.Services.AddHostedService(provider => new Opening(provider.GetRequiredService<IGrainFactory>(), identifier, password));
        }

        return builder;
    }

    private sealed class Opening(IGrainFactory grains, string identifier, string password) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var account = grains.GetGrain<IAccountGrain>(new AccountKey(OperatorAccounts.Structure, identifier).ToString());
            if (await account.Read() is not null)
                return;
            if (await account.WhyNot(password) is { } flaw)
                throw new Storage.StartRefusedException($"{Setting} cannot be the first operator's password: {flaw}. Give 12 to 128 characters that are not easily guessed.");
            await account.Open(
                new NewAccount(Role.Operator, Family: null, "Exploitation", password, MustChangePassword: true), Author.System);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
