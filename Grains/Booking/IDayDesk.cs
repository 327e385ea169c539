using System.Collections.Immutable;

namespace Periscolaire.Booking;

/// <summary>Where a family puts its commands to activity-days: for good, or to see what would come of them.</summary>
internal interface IDayDesk
{
    /// <summary>Puts commands to one activity-day, in order.</summary>
    /// <param name="day">The activity-day.</param>
    /// <param name="commands">What is asked.</param>
    /// <returns>An answer per command.</returns>
    Task<ImmutableArray<DayAnswer>> Put(ActivityDayKey day, ImmutableArray<DayCommand> commands);
}

/// <summary>Commands are decided and durable. One that met a stale activation is put again, to its successor.</summary>
internal sealed class DecidingDesk(IGrainFactory grains, Author author) : IDayDesk
{
    public async Task<ImmutableArray<DayAnswer>> Put(ActivityDayKey day, ImmutableArray<DayCommand> commands)
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

/// <summary>Nothing is kept. A day is shown all that was put to it so far, so that a draft's later items see its earlier ones.</summary>
internal sealed class PreviewingDesk(IGrainFactory grains) : IDayDesk
{
    private readonly Dictionary<ActivityDayKey, ImmutableArray<DayCommand>> _putSoFar = [];

    public async Task<ImmutableArray<DayAnswer>> Put(ActivityDayKey day, ImmutableArray<DayCommand> commands)
    {
        var earlier = _putSoFar.GetValueOrDefault(day, []);
        var all = _putSoFar[day] = [.. earlier, .. commands];
        var answers = await grains.GetGrain<IActivityDayGrain>(day.ToString()).Preview(all);
        return answers[earlier.Length..];
    }
}
