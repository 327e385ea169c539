using System.Globalization;
using CsvHelper;
using Periscolaire.WebApi.Hosting;

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
    /// <param name="rows">The rows; a cell is a text, a whole number, an amount of euros, a date, an instant or nothing.</param>
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

    /// <summary>Writes a table while its rows are read: as much as a buffer is in memory. Rows that cannot be read cut the download off, so that no part passes for the whole.</summary>
    /// <param name="fileName">The file's name.</param>
    /// <param name="file">The columns and rows.</param>
    public static IResult Stream(string fileName, CsvFile file) => TypedResults.Stream(
        async body =>
        {
            await using var csv = CsvWriter.Create(body, Format);
            csv.WriteHeader(file.Header);
            await foreach (var row in file.Rows)
            {
                foreach (var cell in row)
                    WriteCell(csv, cell);
                await csv.EndRecordAsync();
            }

            await csv.FlushAsync();
        },
        MediaType,
        fileName);

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
            case DateTimeOffset instant:
                csv.WriteField(ParisDay.Clock(instant).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture));
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

/// <summary>A table to be written while it is read.</summary>
/// <param name="Header">The names of the columns.</param>
/// <param name="Rows">The rows.</param>
internal sealed record CsvFile(string[] Header, IAsyncEnumerable<object?[]> Rows);
