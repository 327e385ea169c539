using Periscolaire.Booking;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>
/// An activity-day as a clerk with two sheets of paper would keep it: who has a place, who waits, in the order in which they came. Slow, obvious, and
/// written from the specification alone.
/// </summary>
internal sealed class NaiveDay(int? waitingListLimit, bool underReview)
{
    public int Capacity { get; private set; }

    public List<int> WithPlace { get; } = [];

    public List<int> Waiting { get; } = [];

    /// <summary>Gets every promotion, in the order in which they were made.</summary>
    public List<int> Promoted { get; } = [];

    public Outcome Ask(int child, bool promotes)
    {
        if (WithPlace.Contains(child))
            return Reviewed.Contains(child) ? Outcome.UnderReview : Outcome.Accepted;
        if (Waiting.Contains(child))
            return Outcome.Waitlisted;
        if (WithPlace.Count < Capacity && Waiting.Count == 0)
            return Give(child);
        if (!promotes || Waiting.Count >= (waitingListLimit ?? int.MaxValue))
            return Outcome.Rejected;
        Waiting.Add(child);
        return Outcome.Waitlisted;
    }

    public void Leave(int child, bool promotes)
    {
        Reviewed.Remove(child);
        if (!Waiting.Remove(child))
            WithPlace.Remove(child);
        Promote(promotes);
    }

    public void Accept(int child) => Reviewed.Remove(child);

    public void Resize(int capacity, bool promotes)
    {
        Capacity = capacity;
        Promote(promotes);
    }

    /// <summary>Staff point at one who waits: it takes a free place, or one that is chalked up for it alone.</summary>
    public Outcome PromoteByHand(int child, bool addPlace, bool promotes)
    {
        if (WithPlace.Contains(child))
            return Reviewed.Contains(child) ? Outcome.UnderReview : Outcome.Accepted;
        if (!Waiting.Contains(child))
            return Outcome.Rejected;
        if (addPlace && WithPlace.Count == Capacity)
            Capacity++;
        if (WithPlace.Count >= Capacity)
            return Outcome.Rejected;
        Waiting.Remove(child);
        Promoted.Add(child);
        var given = Give(child);
        Promote(promotes);
        return given;
    }

    public HashSet<int> Reviewed { get; } = [];

    private Outcome Give(int child)
    {
        WithPlace.Add(child);
        if (!underReview)
            return Outcome.Accepted;
        Reviewed.Add(child);
        return Outcome.UnderReview;
    }

    public void Promote(bool promotes)
    {
        while (promotes && Waiting.Count > 0 && WithPlace.Count < Capacity)
        {
            Promoted.Add(Waiting[0]);
            Give(Waiting[0]);
            Waiting.RemoveAt(0);
        }
    }
}
