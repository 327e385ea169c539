using System.Globalization;
using Periscolaire.Attendance;
using Periscolaire.WebApi.Documents;

namespace Periscolaire.WebApi.Attendance;

/// <summary>Hours for a spreadsheet.</summary>
internal static class CafDocuments
{
    private static readonly string[] Header = ["Activité", "Mois", "Tranche d'âge", "Enfants", "Présences", "Heures"];

    public static byte[] Csv(CafReport report) => FrenchCsv.Write(Header, report.Lines.Select(line => (object?[])
    [
        line.Label,
        line.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        BandOf(line.Band, report.Rules),
        line.Children,
        line.Presences,
        CafLineBody.HoursOf(line.Minutes),
    ]));

    /// <summary>Moins de 6 ans, 6 à 11 ans, 12 ans et plus.</summary>
    public static string BandOf(int band, CafRules rules)
    {
        var bounds = rules.AgeBounds;
        if (bounds.IsEmpty)
            return "Tous les âges";
        if (band == 0)
            return string.Create(CultureInfo.InvariantCulture, $"Moins de {bounds[0]} ans");
        return band == bounds.Length
            ? string.Create(CultureInfo.InvariantCulture, $"{bounds[^1]} ans et plus")
            : string.Create(CultureInfo.InvariantCulture, $"{bounds[band - 1]} à {bounds[band] - 1} ans");
    }
}
