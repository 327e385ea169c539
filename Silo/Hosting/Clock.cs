using System.Globalization;
using Periscolaire.Silo.Storage;

namespace Periscolaire.Silo.Hosting;

/// <summary>Where the town's clock is set.</summary>
internal static class Clock
{
    /// <summary>The setting <c>Clock:Start</c>: an instant with its offset, e.g. <c>2027-01-05T08:25:00+01:00</c>.</summary>
    public const string Setting = "Clock:Start";

    /// <summary>How far ahead of the machine's time the town is.</summary>
    /// <exception cref="StartRefusedException">The setting is not an instant, or this is production.</exception>
    public static TimeSpan ShiftOf(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration[Setting] is not { Length: > 0 } text)
            return TimeSpan.Zero;
        if (environment.IsProduction())
            throw new StartRefusedException($"{Setting} is for demonstrations: remove it in production.");
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? start - TimeProvider.System.GetUtcNow()
            : throw new StartRefusedException($"{Setting} is not an instant: {text}. Write it like 2027-01-05T08:25:00+01:00.");
    }
}
