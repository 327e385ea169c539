using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Periscolaire.WebApi.Documents;

/// <summary>Prints documents as PDF, all in the same manner.</summary>
internal static class PdfPrinter
{
    public const string MediaType = "application/pdf";

    private const double TitleSize = 16;
    private const double Gap = 4;
    private const double LabelWidth = 150;
    private const double SignatureHeight = 90;

    /// <summary>A cell with a long text takes some lines, not a page.</summary>
    private const int MostLinesOfCell = 4;

    static PdfPrinter() => GlobalFontSettings.FontResolver ??= new EmbeddedFonts();

    public static byte[] Print(PrintedDocument document)
    {
        using var sheets = new PdfSheets(document);
        Write(sheets, document.Title, PdfSheets.Font(TitleSize, isBold: true), TitleSize + 4);
        sheets.Y += Gap;
        foreach (var line in document.To)
            Write(sheets, line, PdfSheets.Font());
        sheets.Y += PdfSheets.LineHeight;
        foreach (var block in document.Blocks)
        {
            Print(sheets, block);
            sheets.Y += PdfSheets.LineHeight;
        }

        return sheets.Finish();
    }

    private static void Print(PdfSheets sheets, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Write(sheets, paragraph.Text, PdfSheets.Font(isBold: paragraph.IsStrong));
                break;
            case Facts facts:
                Print(sheets, facts);
                break;
            case PrintedTable table:
                Print(sheets, table);
                break;
            case Signature:
                sheets.Reserve(SignatureHeight);
                Write(sheets, $"Fait à {new string('.', 40)}, le {new string('.', 24)}", PdfSheets.Font());
                sheets.Y += PdfSheets.LineHeight;
                Write(sheets, "Signature et cachet", PdfSheets.Font());
                break;
            default:
                throw new ArgumentException($"No way to print a {block.GetType().Name}.", nameof(block));
        }
    }

    /// <summary>Writes a text over as many lines and pages as it takes.</summary>
    private static void Write(PdfSheets sheets, string text, XFont font, double lineHeight = PdfSheets.LineHeight)
    {
        foreach (var line in TextLines.Of(Printable.Of(text), PdfSheets.Right - PdfSheets.Left, piece => sheets.WidthOf(piece, font)))
        {
            sheets.Reserve(lineHeight);
            sheets.Write(line, font, PdfSheets.Left);
            sheets.Y += lineHeight;
        }
    }

    private static void Print(PdfSheets sheets, Facts facts)
    {
        var (name, plain) = (PdfSheets.Font(), PdfSheets.Font(isBold: true));
        const double Column = PdfSheets.Left + LabelWidth;
        foreach (var (label, value) in facts.Lines.Where(fact => !string.IsNullOrWhiteSpace(fact.Value)))
        {
            var lines = TextLines.Of(Printable.Of(value), PdfSheets.Right - Column, text => sheets.WidthOf(text, plain), MostLinesOfCell);
            sheets.Reserve(lines.Count * PdfSheets.LineHeight);
            sheets.Write(label, name, PdfSheets.Left);
            foreach (var line in lines)
            {
                sheets.Write(line, plain, Column);
                sheets.Y += PdfSheets.LineHeight;
            }
        }
    }

    private static void Print(PdfSheets sheets, PrintedTable table)
    {
        var (plain, bold) = (PdfSheets.Font(), PdfSheets.Font(isBold: true));
        var columns = Placed(table.Columns).ToList();
        var heading = Row.Of(sheets, columns, [.. table.Columns.Select(column => column.Title)], bold);
        sheets.Reserve(2 * heading.Height);
        heading.Print(sheets, isShaded: true);
        foreach (var cells in table.Rows)
        {
            var row = Row.Of(sheets, columns, cells, plain);
            if (sheets.Reserve(row.Height))
                heading.Print(sheets, isShaded: true);
            row.Print(sheets);
        }

        if (sheets.Reserve(heading.Height))
            heading.Print(sheets, isShaded: true);
        sheets.Shade(PdfSheets.LineHeight + (2 * Gap));
        sheets.Y += Gap;
        sheets.Write(Printable.Of(table.Total.Label), bold, PdfSheets.Left + Gap);
        sheets.Write(Printable.Of(table.Total.Sum), bold, PdfSheets.Right - Gap, toRight: true);
        sheets.Y += PdfSheets.LineHeight + Gap;
    }

    private static IEnumerable<Place> Placed(IReadOnlyList<PrintedColumn> columns)
    {
        var unit = (PdfSheets.Right - PdfSheets.Left) / columns.Sum(column => column.Share);
        var x = PdfSheets.Left;
        foreach (var column in columns)
        {
            yield return new Place(x + Gap, x + (column.Share * unit) - Gap, column.IsNumber);
            x += column.Share * unit;
        }
    }

    private readonly record struct Place(double Left, double Right, bool IsNumber);

    private sealed record Row(IReadOnlyList<Place> Places, IReadOnlyList<IReadOnlyList<string>> Cells, XFont Font)
    {
        public double Height => (Cells.Max(lines => lines.Count) * PdfSheets.LineHeight) + Gap;

        public static Row Of(PdfSheets sheets, IReadOnlyList<Place> places, IReadOnlyList<string> cells, XFont font) => new(
            places,
            [
                .. places.Zip(cells, (place, cell) => place.IsNumber
                    ? [Printable.Of(cell)]
                    : TextLines.Of(Printable.Of(cell), place.Right - place.Left, text => sheets.WidthOf(text, font), MostLinesOfCell)),
            ],
            font);

        public void Print(PdfSheets sheets, bool isShaded = false)
        {
            if (isShaded)
                sheets.Shade(Height);
            else
                sheets.Rule();
            var top = sheets.Y;
            foreach (var (place, lines) in Places.Zip(Cells))
            {
                sheets.Y = top + (Gap / 2);
                foreach (var line in lines)
                {
                    sheets.Write(line, Font, place.IsNumber ? place.Right : place.Left, toRight: place.IsNumber);
                    sheets.Y += PdfSheets.LineHeight;
                }
            }

            sheets.Y = top + Height;
        }
    }
}
