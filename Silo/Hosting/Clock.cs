using System.Globalization;
using Periscolaire.Silo.Storage;

namespace Periscolaire.Silo.Hosting;

/// <summary>The time that everything goes by: the machine's, or for a demonstration one that starts at a chosen instant.</summary>
internal static class Clock
{
    /// <summary>The setting <c>Clock:Start</c>: an instant with its offset, e.g. <c>2027-01-05T08:25:00+01:00</c>.</summary>
    public const string Setting = "Clock:Start";

    public static TimeProvider Of(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration[Setting] is not { Length: > 0 } text)
            return TimeProvider.System;
        if (environment.IsProduction())
            throw new StartRefusedException($"{Setting} is for demonstrations: remove it in production.");
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? new Shifted(start - TimeProvider.System.GetUtcNow())
            : throw new StartRefusedException($"{Setting} is not an instant: {text}. Write it like 2027-01-05T08:25:00+01:00.");
    }

    private sealed class Shifted(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
    }
}
