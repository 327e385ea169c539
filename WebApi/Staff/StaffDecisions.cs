using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Catalogue;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Staff;

/// <summary>Puts what staff decide about bookings to their days: those of a day together, days in parallel.</summary>
internal static class StaffDecisions
{
    /// <summary>Decides one booking.</summary>
    public static async Task<DayAnswer> Put(string bookingId, Func<long, DayCommand> command, SignedIn caller, IGrainFactory grains) =>
        (await Put([(bookingId, command)], caller, grains))[0];

    /// <summary>Decides bookings; a repeat gives the same answers.</summary>
    /// <param name="orders">The bookings, and the command that each makes of its number on its day.</param>
    /// <param name="caller">Who decides.</param>
    /// <param name="grains">Where the days are.</param>
    /// <returns>An answer per booking, in the same order.</returns>
    public static async Task<DayAnswer[]> Put(
        IReadOnlyList<(string BookingId, Func<long, DayCommand> Command)> orders, SignedIn caller, IGrainFactory grains)
    {
        var catalogue = await grains.GetGrain<ICatalogueGrain>(caller.Structure.Value).Read();
        var answers = new DayAnswer[orders.Count];
        var known = new List<(int Position, BookingId Id)>();
        for (var position = 0; position < answers.Length; position++)
        {
            // A day outside the catalogue is not woken up for an id that anybody may have made up.
            if (BookingId.TryParse(orders[position].BookingId, out var id) && Input.IsId(id.Activity.Value)
                && await ActivityDayEndpoints.IsReachable(catalogue, id.Activity, id.Date, caller.Desk(grains)))
                known.Add((position, id));
            else
                answers[position] = DayAnswer.Rejected(RejectionCode.UnknownBooking);
        }

        await Task.WhenAll(known.GroupBy(order => new ActivityDayKey(caller.Structure, order.Id.Activity, order.Id.Date)).Select(async day =>
        {
            var decided = await Decide(day.Key, [.. day.Select(order => orders[order.Position].Command(order.Id.Number))], caller.Author, grains);
            foreach (var (order, answer) in day.Zip(decided))
                answers[order.Position] = answer;
        }));
        return answers;
    }

    /// <summary>A command that met a stale activation is put again, to its successor.</summary>
    private static async Task<ImmutableArray<DayAnswer>> Decide(ActivityDayKey day, ImmutableArray<DayCommand> commands, Author author, IGrainFactory grains)
    {
        try
        {
            return await grains.GetGrain<IActivityDayGrain>(day.ToString()).Decide(commands, author);
        }
        catch (StaleStreamException)
        {
            return await grains.GetGrain<IActivityDayGrain>(day.ToString()).Decide(commands, author);
        }
    }
}
