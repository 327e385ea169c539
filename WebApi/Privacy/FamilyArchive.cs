using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Periscolaire.Privacy;
using Periscolaire.WebApi.Documents;

namespace Periscolaire.WebApi.Privacy;

/// <summary>Everything known of a family as one file: a JSON for programs, a table each for spreadsheets.</summary>
/// <param name="Family">The family.</param>
/// <param name="At">When it was read.</param>
/// <param name="Tables">What is known.</param>
internal sealed record FamilyArchive(string Family, DateTimeOffset At, ImmutableArray<PersonalTable> Tables)
{
    public const string MediaType = "application/zip";

    private const string DataFile = "donnees.json";

    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file, an entry at a time.</summary>
    public async Task Write(Stream body)
    {
        // An entry ends with a write that is not asynchronous, which the server refuses: it ends in memory, and goes on from there.
        using var written = new Outgoing();
        await using (var zip = await ZipArchive.CreateAsync(written, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null))
        {
            await using (var data = await Open(zip, DataFile))
                await WriteJson(data);
            await written.MoveTo(body);
            foreach (var table in Tables)
            {
                await using (var csv = await Open(zip, $"{table.Name}.csv"))
                    await csv.WriteAsync(CsvOf(table));
                await written.MoveTo(body);
            }
        }

        await written.MoveTo(body);
    }

    private static byte[] CsvOf(PersonalTable table) => FrenchCsv.Write(
        [.. table.Columns.Select(column => column.Label)],
        table.Rows.Select(row => (object?[])[.. row.Values.Select((value, index) => Cell(value, table.Columns[index].Kind))]));

    private Task<Stream> Open(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = At;
        return entry.OpenAsync();
    }

    private async Task WriteJson(Stream data)
    {
        await using var json = new Utf8JsonWriter(data, Readable);
        json.WriteStartObject();
        json.WriteString("familyId", Family);
        json.WriteString("exportedAt", At.UtcDateTime);
        foreach (var table in Tables)
        {
            json.WriteStartArray(table.Name);
            foreach (var row in table.Rows)
            {
                json.WriteStartObject();
                for (var index = 0; index < table.Columns.Length; index++)
                    WriteValue(json, table.Columns[index], row.Values[index]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            await json.FlushAsync();
        }

        json.WriteEndObject();
        await json.FlushAsync();
    }

    private static void WriteValue(Utf8JsonWriter json, PersonalColumn column, string? value)
    {
        json.WritePropertyName(column.Name);
        switch (column.Kind)
        {
            case var _ when value is null:
                json.WriteNullValue();
                break;
            case PersonalValue.Count or PersonalValue.Amount:
                json.WriteRawValue(value);
                break;
            case PersonalValue.Flag:
                json.WriteBooleanValue(bool.Parse(value));
                break;
            default:
                json.WriteStringValue(value);
                break;
        }
    }

    private static object? Cell(string? value, PersonalValue kind) => (kind, value) switch
    {
        (_, null) => null,
        (PersonalValue.Count, _) => long.Parse(value, CultureInfo.InvariantCulture),
        (PersonalValue.Amount, _) => decimal.Parse(value, CultureInfo.InvariantCulture),
        (PersonalValue.Date, _) => DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        (PersonalValue.Flag, _) => bool.Parse(value) ? "oui" : "non",
        _ => value,
    };

    /// <summary>What is on its way: never gone back to.</summary>
    private sealed class Outgoing : MemoryStream
    {
        public override bool CanSeek => false;

        public async Task MoveTo(Stream body)
        {
            await body.WriteAsync(GetBuffer().AsMemory(0, (int)Length));
            SetLength(0);
        }
    }
}
