using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Attendance;
using Periscolaire.WebApi.Audit;
using Periscolaire.WebApi.Booking;
using Periscolaire.WebApi.Catalogue;
using Periscolaire.WebApi.Families;
using Periscolaire.WebApi.Home;
using Periscolaire.WebApi.Import;
using Periscolaire.WebApi.Mail;
using Periscolaire.WebApi.Operators;
using Periscolaire.WebApi.Payments;
using Periscolaire.WebApi.Privacy;
using Periscolaire.WebApi.Problems;
using Periscolaire.WebApi.Staff;
using Periscolaire.WebApi.Swagger;
using Periscolaire.WebApi.Transmission;
using Periscolaire.WebApi.Wallets;

namespace Periscolaire.WebApi.Hosting;

/// <summary>Sets the REST facade up.</summary>
internal static class ApiHosting
{
    /// <summary>The largest body taken: a full draft is a tenth of it.</summary>
    private const long LargestBody = 512 * 1024;
    private const int LongestRequestLine = 32 * 1024;

    public static WebApplicationBuilder AddPeriscolaireApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;

            // Addresses of some thousand characters still get an answer with a code; Kestrel cuts longer ones off with a bare 414.
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        });
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<ExceptionProblems>();
        services.AddProblemDetails();
        services.AddSignIn();
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section)
            .PostConfigure(accounts => accounts.SecondFactorForAdministrators ??= builder.Environment.IsProduction())
            .Validate(
                accounts => !builder.Environment.IsProduction() || accounts.SecondFactorForAdministrators == true,
                "Accounts:SecondFactorForAdministrators cannot be false in production.")
            .ValidateOnStart();
        services.AddRateLimits();
        services.AddHostedService<TokenKeyLoading>();
        services.AddApiDocument();
        return builder;
    }

    public static WebApplication UsePeriscolaireApi(this WebApplication app)
    {
        app.Use(static (context, next) =>
        {
            // At the last moment, since the handler of exceptions clears what was set before.
            context.Response.OnStarting(static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                headers.XContentTypeOptions = "nosniff";
                headers.CacheControl = "no-store";
                return Task.CompletedTask;
            }, context.Response);
            return next(context);
        });
        app.UseExceptionHandler();
        app.UseStatusProblems();
        app.Use(static (context, next) => Input.IsReadable(context.Request.ContentType) ? next(context) : Problem.Of(ProblemKinds.UnsupportedMediaType).ExecuteAsync(context));
        app.UseApiDocument();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.MapGet("/", () => TypedResults.Redirect("/swagger")).ExcludeFromDescription();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapReturns();
        app.MapPractice();
        var api = app.MapGroup("/api/v1");
        api.MapSessions();
        api.MapRecovery();
        api.MapOwnAccount();
        api.MapHome();
        api.MapWebhooks();
        var family = api.MapGroup("/family").RequireAuthorization(Authentication.FamilyPolicy).ProducesProblem(401).ProducesProblem(403);
        family.MapChildren();
        family.MapProfile();
        family.MapCalendar();
        family.MapReservations();
        family.MapTracking();
        family.MapWallets();
        family.MapHistory();
        family.MapReceipts();
        family.MapCertificates();
        family.MapPayments();
        family.MapOwnData();
        var staff = api.MapGroup("/staff").RequireAuthorization(Authentication.StaffPolicy).ProducesProblem(401).ProducesProblem(403);
        staff.MapActivityDays();
        staff.MapReviews();
        staff.MapWaitingLists();
        staff.MapFamilyReservations();
        staff.MapExports();
        staff.MapStatistics();
        staff.MapConsistency();
        staff.MapAuditTrail();
        staff.MapFamilies();
        staff.MapImports();
        staff.MapTransmissions();
        staff.MapMails();
        staff.MapCardPayments();
        staff.MapAccounts();
        staff.MapStaffAccounts();
        staff.MapFamilyAccounts();
        staff.MapAnnouncements();
        staff.MapFamilyWallets();
        staff.MapCounter();
        staff.MapQuotients();
        staff.MapAbsences();
        staff.MapAttendanceSheets();
        staff.MapAttendance();
        staff.MapAnimators();
        staff.MapHealthNotes();
        staff.MapPenaltyRules();
        staff.MapCaf();
        staff.MapPriceGrids();
        staff.MapSettings();
        staff.MapActivities();
        staff.MapPeriods();
        staff.MapWalletOffers();
        staff.MapSchoolHolidays();
        staff.MapSchoolYears();
        staff.MapClosures();
        staff.MapCapacities();
        staff.MapFamilyHistories();
        staff.MapStaffReceipts();
        staff.MapFamilyCertificates();
        staff.MapFamilyData();
        staff.MapErasure();
        staff.MapRetention();
        var operators = api.MapGroup("/operator").RequireAuthorization(Authentication.OperatorPolicy).ProducesProblem(401).ProducesProblem(403);
        operators.MapStructures();
        return app;
    }

    /// <summary>Fetches the signing key before the first request is taken.</summary>
    private sealed class TokenKeyLoading(AccessTokens tokens) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => tokens.Load();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
