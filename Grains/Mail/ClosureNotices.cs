using System.Globalization;
using Periscolaire.Booking;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Mail;

/// <summary>The notices about closed days.</summary>
/// <param name="Closure">The closure.</param>
/// <param name="Family">The family.</param>
/// <param name="Catalogue">The activities' labels.</param>
public sealed record ClosureNotices(ClosureNotice Closure, Family Family, CatalogueIndex Catalogue)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Days were closed.</summary>
    /// <param name="cancelled">The family's bookings that were cancelled.</param>
    /// <param name="credits">What was credited back.</param>
    /// <returns>Null when there is nothing to tell, or no address to tell it to.</returns>
    public Notice? DaysClosed(IReadOnlyCollection<ChargeableBooking> cancelled, IReadOnlyCollection<Posting> credits) =>
        Family.Email is not { } address || cancelled.Count == 0 ? null : new Notice(
            string.Create(CultureInfo.InvariantCulture, $"closure.{Closure.Act}.{Family.Id.Value}"),
            Family.Id,
            address,
            Family.Name,
            "Fermeture exceptionnelle",
            [
                $"Nous devons fermer : {Closure.Reason}",
                cancelled.Count == 1 ? "Cette réservation est annulée :" : "Ces réservations sont annulées :",
                .. cancelled.Select(Line),
                .. credits.Count == 0
                    ? Array.Empty<string>()
                    : [string.Create(French, $"Ce qui avait été débité est recrédité : {credits.Sum(credit => credit.Amount):C}.")],
            ]);

    private string Line(ChargeableBooking booking)
    {
        var child = Family.Children.FirstOrDefault(known => known.Id == booking.Child);
        return string.Create(
            French,
            $"{booking.Id.Date:dddd dd/MM/yyyy} : {Catalogue.Find(booking.Id.Activity)?.Label ?? booking.Id.Activity.Value}, {child?.FirstName} {child?.LastName}");
    }
}
