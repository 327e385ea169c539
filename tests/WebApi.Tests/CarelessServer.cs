using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Silo.Hosting;
using Periscolaire.Silo.Payments;
using Periscolaire.Testing;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Tests;

/// <summary>
/// The program with its one safeguard taken out: days look, think for a moment, then write down what they saw, as a plain web page over a table does.
/// Only there to prove that the race tests can fail.
/// </summary>
internal sealed class CarelessServer(WebApplication app) : IAsyncDisposable
{
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<CarelessServer> Start(TestStore store)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(store.Settings);
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        builder.AddPeriscolaireSilo();
        builder.AddPracticePayments();
        builder.AddPeriscolaireApi();
        builder.Services.AddSingleton<IIncomingGrainCallFilter, CarelessDays>();
        var app = builder.Build().UsePeriscolaireApi();
        await app.StartAsync();
        return new CarelessServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private sealed class CarelessDays(IBookingReader reader) : IIncomingGrainCallFilter
    {
        private static readonly DayTerms Terms = new(ReviewedByStaff: false, WaitingListLimit: null, DateTimeOffset.MaxValue);

        private ActivityDay? _day;

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod.Name != nameof(IActivityDayGrain.Decide))
            {
                await context.Invoke();
                return;
            }

            var key = ActivityDayKey.Parse(context.TargetId.Key.ToString()!);
            var seen = _day ?? await reader.Day(key);
            await Task.Delay(5);
            var decision = seen.Decide(context.Request.GetArgument(0) is ImmutableArray<DayCommand> commands ? commands : [], Terms, default);
            _day = decision.Day;
            context.Result = decision.Answers.Select(reply => new DayAnswer(
                reply.Outcome,
                reply.Code,
                reply.Booking is { } number ? new BookingId(key.Activity, key.Date, number) : null,
                reply.Booking is { } booked ? decision.Day.Waiting.RankOf(booked) : null)).ToImmutableArray();
        }
    }
}
