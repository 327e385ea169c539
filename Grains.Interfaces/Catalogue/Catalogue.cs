using System.Collections.Immutable;
using Periscolaire.Attendance;
using Periscolaire.Privacy;

namespace Periscolaire.Catalogue;

/// <summary>All that a structure offers and the rules under which it can be booked. Read by everything, changed rarely.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Version">Counts the changes, from 1.</param>
/// <param name="Settings">The structure's own settings.</param>
/// <param name="Activities">Its activities, in display order; ids are unique.</param>
/// <param name="Periods">Its booking periods; an activity's date is in one period at most.</param>
/// <param name="Wallets">The wallets that pay for its activities.</param>
/// <param name="Grids">Its price grids; an activity without one on a date has no price yet there, and is not debited.</param>
[GenerateSerializer, Immutable, Alias("StructureCatalogue")]
public sealed record StructureCatalogue(
    [property: Id(0)] StructureId Structure,
    [property: Id(1)] long Version,
    [property: Id(2)] StructureSettings Settings,
    [property: Id(3)] ImmutableArray<Activity> Activities,
    [property: Id(4)] ImmutableArray<Period> Periods,
    [property: Id(5)] ImmutableArray<WalletOffer> Wallets,
    [property: Id(6)] ImmutableArray<PriceGrid> Grids);

/// <summary>What a structure says of itself.</summary>
/// <param name="Name">As families read it, e.g. "Mairie de DEOLS".</param>
/// <param name="Zone">Its school-holiday zone.</param>
/// <param name="IsDemo">Whether it was filled with demo data, whose passwords are published: refused in production.</param>
/// <param name="Announcements">What families read after signing in.</param>
/// <param name="NightAt">When the nightly transmission starts, Europe/Paris; null for 02:00.</param>
/// <param name="Contact">Whom families ask, as written in mails, e.g. "Pôle périscolaire, 02 54 00 00 00"; null when none is given.</param>
/// <param name="ProfileChanges">When changes of a profile take effect.</param>
/// <param name="Penalties">What is charged for lateness and the like; null for nothing.</param>
/// <param name="Caf">How hours are counted for the CAF; null for the usual way.</param>
/// <param name="Retention">After how long the structure forgets; null for the usual time.</param>
[GenerateSerializer, Immutable, Alias("StructureSettings")]
public sealed record StructureSettings(
    [property: Id(0)] string Name,
    [property: Id(1)] SchoolZone Zone,
    [property: Id(2)] bool IsDemo,
    [property: Id(3)] ImmutableArray<Announcement> Announcements,
    [property: Id(4)] TimeOnly? NightAt = null,
    [property: Id(5)] string? Contact = null,
    [property: Id(6)] ProfileChanges ProfileChanges = ProfileChanges.PasswordAtOnce,
    [property: Id(20)] PenaltyRules? Penalties = null,
    [property: Id(21)] CafRules? Caf = null,
    [property: Id(30)] RetentionRules? Retention = null);

/// <summary>When what a family changes of its profile takes effect (SPEC, Night 4). A recovered or staff-reset password always acts at once.</summary>
public enum ProfileChanges
{
    /// <summary>The password now, the rest at the next transmission: a password thought stolen must not live until tomorrow.</summary>
    PasswordAtOnce,

    /// <summary>Everything at the next transmission.</summary>
    NextUpdate,

    /// <summary>Everything now.</summary>
    AtOnce,
}

/// <summary>A text that the structure shows to its families.</summary>
/// <param name="Title">In French.</param>
/// <param name="Text">In French, Markdown.</param>
/// <param name="From">First day shown, Europe/Paris.</param>
/// <param name="To">Last day shown, included, Europe/Paris.</param>
[GenerateSerializer, Immutable, Alias("Announcement")]
public sealed record Announcement(
    [property: Id(0)] string Title,
    [property: Id(1)] string Text,
    [property: Id(2)] DateOnly From,
    [property: Id(3)] DateOnly To);

/// <summary>An activity (activité) that children can be booked on.</summary>
/// <param name="Id">Unique in the structure.</param>
/// <param name="Label">As families read it, e.g. "ALSH 3-6 ans Après Midi".</param>
/// <param name="Arrival">When it starts, Europe/Paris.</param>
/// <param name="Departure">When it ends, the same day, Europe/Paris.</param>
/// <param name="Eligibility">Which children it is for.</param>
/// <param name="Wallet">The wallet that pays for it.</param>
/// <param name="ReviewedByStaff">Whether staff decide on each booking; the place is held meanwhile.</param>
/// <param name="WaitingListLimit">The most who may wait on one day; 0 for no waiting list, null for no limit.</param>
/// <param name="Supervision">Which legal ratio of animators to children it is under.</param>
[GenerateSerializer, Immutable, Alias("Activity")]
public sealed record Activity(
    [property: Id(0)] ActivityId Id,
    [property: Id(1)] string Label,
    [property: Id(2)] TimeOnly Arrival,
    [property: Id(3)] TimeOnly Departure,
    [property: Id(4)] Eligibility Eligibility,
    [property: Id(5)] string Wallet,
    [property: Id(7)] bool ReviewedByStaff = false,
    [property: Id(8)] int? WaitingListLimit = null,
    [property: Id(20)] SupervisionSetting Supervision = SupervisionSetting.Extracurricular);

/// <summary>Which children an activity is for (SPEC, Booking 6).</summary>
/// <param name="MinimumAge">Whole years on the activity's date, included.</param>
/// <param name="MaximumAge">Whole years on the activity's date, included.</param>
/// <param name="Groups">The school groups it is for; empty for all.</param>
/// <param name="ResidentsOnly">Whether only families living in the town may book it.</param>
[GenerateSerializer, Immutable, Alias("Eligibility")]
public sealed record Eligibility(
    [property: Id(0)] int MinimumAge,
    [property: Id(1)] int MaximumAge,
    [property: Id(2)] ImmutableArray<string> Groups,
    [property: Id(3)] bool ResidentsOnly = false);

/// <summary>A booking period (période de réservation): which dates of which activities can be booked, and when.</summary>
/// <param name="Id">Unique in the structure.</param>
/// <param name="Label">As families read it, e.g. "Mercredis 2026-2027".</param>
/// <param name="Activities">The activities that it opens.</param>
/// <param name="Dates">The civil dates that it opens, Europe/Paris.</param>
/// <param name="OpensAt">From when families can book.</param>
/// <param name="OpensForResidentsAt">From when residents can book, when earlier than the others.</param>
/// <param name="ClosesAt">The first instant at which nothing can be booked any more; cancelling has its own deadline.</param>
/// <param name="ToBook">Until when a date can be booked.</param>
/// <param name="ToCancel">Until when a held place can be cancelled.</param>
/// <param name="ToPromote">Until when those who wait are promoted; null until the activity starts.</param>
/// <param name="Debit">When its bookings are debited; null for on the activity's day.</param>
[GenerateSerializer, Immutable, Alias("Period")]
public sealed record Period(
    [property: Id(0)] string Id,
    [property: Id(1)] string Label,
    [property: Id(2)] ImmutableArray<ActivityId> Activities,
    [property: Id(3)] ImmutableArray<DateOnly> Dates,
    [property: Id(4)] DateTimeOffset OpensAt,
    [property: Id(5)] DateTimeOffset? OpensForResidentsAt,
    [property: Id(6)] DateTimeOffset ClosesAt,
    [property: Id(7)] Deadline ToBook,
    [property: Id(8)] Deadline ToCancel,
    [property: Id(9)] Deadline? ToPromote,
    [property: Id(10)] DebitRule? Debit = null)
{
    /// <summary>The activity-days among its own that staff closed.</summary>
    [Id(11)]
    public ImmutableArray<Closure> Closures { get; init; } = [];

    /// <summary>How its dates were found, so that they can be found again for another year; null when they were given one by one.</summary>
    [Id(12)]
    public DateRule? Rule { get; init; }
}

/// <summary>An activity-day that staff closed, for a strike or the weather.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
/// <param name="Reason">Why; families read it.</param>
/// <param name="Act">Numbers the act that closed it, perhaps with other days: each family is told once of an act.</param>
/// <param name="After">The number of the day's last movement before the act: what was cancelled until then, another cancelled and told.</param>
[GenerateSerializer, Immutable, Alias("Closure")]
public sealed record Closure(
    [property: Id(0)] ActivityId Activity, [property: Id(1)] DateOnly Date, [property: Id(2)] string Reason, [property: Id(3)] long Act, [property: Id(4)] long After = 0);
