using System.Globalization;
using Periscolaire.Attendance;
using Periscolaire.WebApi.Documents;

namespace Periscolaire.WebApi.Attendance;

/// <summary>Attendance sheets for a spreadsheet and for the printer, where what is not recorded yet is left to be ticked. Health notes are on neither.</summary>
internal static class AttendanceDocuments
{
    private static readonly string[] Header =
        ["Date", "Activité", "Nom", "Prénom", "Âge", "Groupe", "Arrivée prévue", "Départ prévu", "Pointage", "Arrivée", "Départ", "Minutes de retard", "Motif"];

    private static readonly PrintedColumn[] Columns =
        [new("Enfant", 50), new("Âge", 10, IsNumber: true), new("Groupe", 30), new("Arrivée", 18), new("Départ", 18), new("Pointage", 38)];

    public static byte[] Csv(IEnumerable<AttendanceSheet> sheets) => FrenchCsv.Write(Header, sheets.SelectMany(sheet => sheet.Lines, (sheet, line) => (object?[])
    [
        sheet.Date,
        sheet.Label,
        line.LastName,
        line.FirstName,
        line.Age,
        line.Group,
        Hour(sheet.Arrival),
        Hour(sheet.Departure),
        StateOf(line.Record?.State),
        Hour(line.Record?.ArrivedAt),
        Hour(line.Record?.LeftAt),
        line.Record?.MinutesLate,
        line.Record?.Reason,
    ]));

    public static byte[] Pdf(Letterhead head, DateOnly date, IReadOnlyCollection<AttendanceSheet> sheets) => PdfPrinter.Print(new PrintedDocument(
        head, "Feuille de présence", [Printable.Day(date)], [.. sheets.SelectMany(Blocks)]));

    /// <summary>How staff read a state; null for nothing recorded yet.</summary>
    public static string? StateOf(AttendanceState? state) => state switch
    {
        null => null,
        AttendanceState.Present => "Présent",
        AttendanceState.Late => "Repris en retard",
        AttendanceState.AbsentJustified => "Absence justifiée",
        _ => "Absence non justifiée",
    };

    private static IEnumerable<Block> Blocks(AttendanceSheet sheet)
    {
        yield return new Paragraph($"{sheet.Label}, {Hour(sheet.Arrival)} - {Hour(sheet.Departure)}", IsStrong: true);
        foreach (var warning in sheet.Warnings)
            yield return new Paragraph(RatioWarningBody.From(warning).Detail);
        yield return new PrintedTable(
            Columns,
            [
                .. sheet.Lines.Select(line => (IReadOnlyList<string>)
                [
                    $"{line.LastName} {line.FirstName}",
                    line.Age.ToString(CultureInfo.InvariantCulture),
                    line.Group ?? "",
                    Hour(line.Record?.ArrivedAt) ?? "",
                    Hour(line.Record?.LeftAt) ?? "",
                    StateOf(line.Record?.State) ?? "",
                ]),
            ],
            ("Enfants inscrits", sheet.Lines.Length.ToString(CultureInfo.InvariantCulture)));
    }

    private static string? Hour(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
