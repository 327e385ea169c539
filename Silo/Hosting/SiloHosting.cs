using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Periscolaire.Accounts;
using Periscolaire.Attendance;
using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Import;
using Periscolaire.Journal;
using Periscolaire.Mail;
using Periscolaire.Payments;
using Periscolaire.Privacy;
using Periscolaire.Silo.Accounts;
using Periscolaire.Silo.Journal;
using Periscolaire.Silo.Mail;
using Periscolaire.Silo.Payments;
using Periscolaire.Silo.Storage;
using Periscolaire.Silo.Storage.PostgreSql;
using Periscolaire.Silo.Storage.Privacy;
using Periscolaire.Silo.Storage.Sqlite;
using Periscolaire.Staff;
using Periscolaire.Supervision;
using Periscolaire.Transmission;
using Periscolaire.Wallets;

namespace Periscolaire.Silo.Hosting;

/// <summary>Sets a host up as a silo of the town hall's cluster.</summary>
public static class SiloHosting
{
    /// <summary>Orleans' name for the SQLite driver.</summary>
    private const string SqliteInvariant = "System.Data.SQLite";
    private const string PostgreSqlInvariant = "Npgsql";

    /// <summary>Adds store, journal, rules and silo, as the sections Store, Cluster, Hashing, Smtp, Stripe and Clock say.</summary>
    /// <param name="builder">The host.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="StartRefusedException">The settings cannot be right; the message says what to change.</exception>
    public static IHostApplicationBuilder AddPeriscolaireSilo(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HashingOptions>().BindConfiguration(HashingOptions.Section).ValidateDataAnnotations().ValidateOnStart()
            .Validate(
                hashing => !builder.Environment.IsProduction() || hashing.Iterations >= HashingOptions.RecommendedIterations,
                $"Hashing:Iterations must be at least {HashingOptions.RecommendedIterations} in production.");
        services.AddOptions<SmtpOptions>().BindConfiguration(SmtpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (builder.Configuration[$"{SmtpOptions.Section}:{nameof(SmtpOptions.Host)}"] is { Length: > 0 })
            services.AddSingleton<IMailTransport, SmtpTransport>();
        else
            services.AddSingleton<IMailTransport, FolderTransport>();
        var shift = Clock.ShiftOf(builder.Configuration, builder.Environment);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new TownClock(provider.GetRequiredService<TimeProvider>(), shift));
        var store = builder.Configuration.GetSection(StoreOptions.Section).Get<StoreOptions>() ?? new StoreOptions();
        services.AddStore(store);
        services.AddPayments(builder.Configuration);
        services.AddTownHall();
        var endpoint = builder.Configuration.GetSection(SiloEndpointOptions.Section).Get<SiloEndpointOptions>() ?? new SiloEndpointOptions();
        builder.UseOrleans(silo => silo.Configure(store, endpoint));
        return builder;
    }

    /// <summary>The rules' own services, whatever the store: also for test clusters.</summary>
    internal static IServiceCollection AddTownHall(this IServiceCollection services)
    {
        services.AddSingleton<IJournal, JournalLoop>();
        services.AddSingleton<IBookingReader, BookingReader>();
        services.AddSingleton<IFamilyReader, FamilyReader>();
        services.AddSingleton<IConsistencyReader, ConsistencyReader>();
        services.AddSingleton<IMoneyAuditReader, MoneyAuditReader>();
        services.AddSingleton<IConsequenceReader, ConsequenceReader>();
        services.AddSingleton<OccupancyCache>();
        services.AddSingleton<Catalogues>();
        services.AddSingleton<ICatalogues>(provider => provider.GetRequiredService<Catalogues>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<Catalogues>());
        services.AddSingleton<IPasswordHashing, PasswordHashing>();
        services.AddSingleton<IPasswordGuessing, PasswordGuessing>();
        services.AddSingleton<IAccountReader, AccountReader>();
        services.AddSingleton<ISecondFactors, SecondFactors>();
        services.AddSingleton<IAuditReader, AuditReader>();
        services.AddSingleton<IImportReader, ImportReader>();
        services.AddSingleton<ILedgerReader, LedgerReader>();
        services.AddSingleton<IAttendanceReader, AttendanceReader>();
        services.AddSingleton<IPaymentReader, PaymentReader>();
        services.TryAddSingleton<IPaymentGateway, NoGateway>();
        services.AddSingleton<ITransmissionStore, TransmissionStore>();
        services.AddSingleton<IPersonalDataStore, PersonalDataStore>();
        services.AddSingleton<IRetentionStore, RetentionStore>();
        services.AddSingleton<IOutbox, Outbox>();
        services.AddSingleton<IMailWriter, MailWriter>();
        services.AddSingleton<IQueueReader, QueueReader>();
        services.AddSingleton<IExportReader, ExportReader>();
        services.AddSingleton<IStatisticsReader, StatisticsReader>();
        return services;
    }

    /// <summary>The drivers of the chosen database: also for test clusters.</summary>
    internal static IServiceCollection AddStore(this IServiceCollection services, StoreOptions store)
    {
        if (store.Kind is StoreKind.PostgreSql)
        {
            var connectionString = PostgreSqlDatabase.Complete(store.ConnectionString
                ?? throw new StartRefusedException("Store:Kind is PostgreSql: set Store:ConnectionString too."));
            services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
            services.AddSingleton<IFactsDatabase, PostgreSqlDatabase>();
            services.AddSingleton<IStorePreparation, PostgreSqlPreparation>();
            services.AddSingleton<IJournalStore, PostgreSqlJournalStore>();
            services.AddSingleton<IImportStore, PostgreSqlImportStore>();
        }
        else
        {
            System.Data.Common.DbProviderFactories.RegisterFactory(SqliteInvariant, SqliteFactory.Instance);
            services.AddSingleton<SqliteDatabase>();
            services.AddSingleton<IFactsDatabase>(provider => provider.GetRequiredService<SqliteDatabase>());
            services.AddSingleton<IStorePreparation, SqlitePreparation>();
            services.AddSingleton<IJournalStore, SqliteJournalStore>();
            services.AddSingleton<IImportStore, SqliteImportStore>();
        }

        services.AddHealthChecks().AddCheck<StoreHealth>("store");
        return services.AddHostedService<StorePreparation>();
    }

    /// <summary>Private grain state in the chosen database: also for test clusters.</summary>
    internal static ISiloBuilder AddGrainStorage(this ISiloBuilder silo, StoreOptions store)
    {
        silo.AddAdoNetGrainStorageAsDefault(storage => storage.Configure<IServiceProvider>((options, provider) =>
        {
            options.Invariant = InvariantOf(store);
            options.ConnectionString = GrainsConnectionString(store, provider);
            options.GrainStorageSerializer = new JsonGrainStateSerializer();
        }));
        return silo;
    }

    private static void Configure(this ISiloBuilder silo, StoreOptions store, SiloEndpointOptions endpoint)
    {
        silo.AddGrainStorage(store);
        silo.UseAdoNetReminderService(reminders => reminders.Configure<IServiceProvider>((options, provider) =>
        {
            options.Invariant = InvariantOf(store);
            options.ConnectionString = GrainsConnectionString(store, provider);
        }));
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (endpoint.Id, "periscolaire"));
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(15));
        if (store.Kind is StoreKind.PostgreSql)
        {
            silo.UseAdoNetClustering(clustering =>
            {
                clustering.Invariant = PostgreSqlInvariant;
                clustering.ConnectionString = PostgreSqlDatabase.Complete(store.ConnectionString!);
            });
            silo.ConfigureEndpoints(IPAddress.Parse(endpoint.Address), endpoint.SiloPort > 0 ? endpoint.SiloPort : FreePort(), endpoint.GatewayPort);
        }
        else
        {
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "periscolaire", clusterId: endpoint.Id);
        }
    }

    private static string InvariantOf(StoreOptions store) => store.Kind is StoreKind.PostgreSql ? PostgreSqlInvariant : SqliteInvariant;

    private static string GrainsConnectionString(StoreOptions store, IServiceProvider provider) => store.Kind is StoreKind.PostgreSql
        ? PostgreSqlDatabase.Complete(store.ConnectionString!)
        : provider.GetRequiredService<SqliteDatabase>().GrainsConnectionString;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
