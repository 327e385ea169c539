using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Periscolaire.Payments;

namespace Periscolaire.Silo.Payments;

/// <summary>Sets card payments up: Stripe when a key is set, otherwise none, or practice where it may be.</summary>
public static class PaymentHosting
{
    /// <summary>Offers the practice page, unless a key is set or this is production. For the program that families' browsers reach only: a worker never does.</summary>
    /// <param name="builder">The host.</param>
    /// <returns>The same builder.</returns>
    public static IHostApplicationBuilder AddPracticePayments(this IHostApplicationBuilder builder)
    {
        var isOffered = !builder.Environment.IsProduction() && !SettingsOf(builder.Configuration).IsSet;
        builder.Services.AddSingleton(provider => new PracticePayments(provider.GetRequiredService<IGrainFactory>(), isOffered));
        if (isOffered)
            builder.Services.Replace(ServiceDescriptor.Singleton<IPaymentGateway, PracticeGateway>());
        return builder;
    }

    /// <summary>Stripe, when a key is set.</summary>
    internal static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StripeOptions>().BindConfiguration(StripeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<StripeOptions>, StripeOptionsCheck>();
        services.AddSingleton<StripeAccounts>();
        services.AddSingleton<StripeWebhook>();
        if (SettingsOf(configuration).IsSet)
            services.AddSingleton<IPaymentGateway, StripeGateway>();
        return services;
    }

    private static StripeOptions SettingsOf(IConfiguration configuration) =>
        configuration.GetSection(StripeOptions.Section).Get<StripeOptions>() ?? new StripeOptions();
}
