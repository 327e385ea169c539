namespace Periscolaire.Booking.Rules;

/// <summary>
/// How many items a family may still validate: enough for a year of several children at once, not enough to fill the tables for sport. It is the
/// family's grain that counts, so that it counts for the whole cluster.
/// </summary>
/// <param name="Left">Items left.</param>
/// <param name="At">When that was so.</param>
public sealed record ItemBudget(double Left, DateTimeOffset At)
{
    /// <summary>Items at once.</summary>
    public const int Most = 1_000;

    private const double PerSecond = 2;

    /// <summary>Nothing spent.</summary>
    public static ItemBudget Full { get; } = new(Most, DateTimeOffset.MinValue);

    /// <summary>Spends items, if they are left.</summary>
    /// <param name="items">How many, up to <see cref="Most"/>.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>What is left, and how long to wait when it is too little: null when it was enough.</returns>
    public (ItemBudget After, TimeSpan? Wait) Spend(int items, DateTimeOffset now)
    {
        var left = Math.Min(Most, Left + (Math.Max(0, (now - At).TotalSeconds) * PerSecond));
        return left >= items
            ? (new ItemBudget(left - items, now), null)
            : (new ItemBudget(left, now), TimeSpan.FromSeconds((items - left) / PerSecond));
    }
}
