using System.Globalization;
using CsvHelper;

namespace Periscolaire.WebApi.Documents;

/// <summary>Tables as a French spreadsheet opens them: semicolons, UTF-8 with its mark, decimal commas, texts that start a formula defused.</summary>
internal static class FrenchCsv
{
    public const string MediaType = "text/csv";

    /// <summary>The form of every file for a spreadsheet.</summary>
    public static readonly CsvWriterOptions Format = new()
    {
        Separator = ';',
        Injection = CsvInjection.Escape,
        WriteByteOrderMark = true,
        FormatProvider = CultureInfo.GetCultureInfo("fr-FR"),
    };

    /// <summary>Writes a table.</summary>
    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">The rows; a cell is a text, a whole number, an amount of euros, a date or nothing.</param>
    public static byte[] Write(string[] header, IEnumerable<object?[]> rows)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, Format, leaveOpen: true))
        {
            csv.WriteHeader(header);
            foreach (var row in rows)
            {
                foreach (var cell in row)
                    WriteCell(csv, cell);
                csv.EndRecord();
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Numbers are written as numbers: one below zero is no formula, and a spreadsheet must be able to add it up.</summary>
    private static void WriteCell(CsvWriter csv, object? cell)
    {
        switch (cell)
        {
            case decimal amount:
                csv.WriteField(amount, "0.00", Format.FormatProvider);
                break;
            case int or long:
                csv.WriteField(Convert.ToInt64(cell, CultureInfo.InvariantCulture), "0", Format.FormatProvider);
                break;
            case DateOnly date:
                csv.WriteField(Printable.Date(date));
                break;
            case null:
                csv.WriteField("");
                break;
            default:
                csv.WriteField((string)cell);
                break;
        }
    }
}
