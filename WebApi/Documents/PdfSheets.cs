using System.Globalization;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Periscolaire.WebApi.Documents;

/// <summary>The A4 pages of a document, filled from top to bottom: who issues it on top of each, its number at the foot.</summary>
internal sealed class PdfSheets : IDisposable
{
    public const double Left = 42;
    public const double Right = 553;
    public const double Size = 9.5;
    public const double LineHeight = 13;

    private const double Width = 595;
    private const double Height = 842;
    private const double Top = 42;
    private const double Bottom = 782;
    private const double Foot = 806;
    private const double SmallSize = 8;

    private static readonly XPdfFontOptions Unicode = new(PdfFontEncoding.Unicode);

    private readonly PdfDocument _pdf;
    private readonly PrintedDocument _document;
    private XGraphics? _page;

    public PdfSheets(PrintedDocument document)
    {
        _document = document;
        _pdf = new PdfDocument { Language = "fr-FR" };
        _pdf.Info.Title = Printable.Of(document.Title);
        _pdf.Info.Author = Printable.Of(document.From.Structure);
        _pdf.ViewerPreferences.DisplayDocTitle = true;
        NewPage();
    }

    /// <summary>Where the next thing goes.</summary>
    public double Y { get; set; }

    public static XFont Font(double size = Size, bool isBold = false) =>
        new(EmbeddedFonts.Family, size, isBold ? XFontStyleEx.Bold : XFontStyleEx.Regular, Unicode);

    /// <summary>Makes sure that something fits on the page, on a new one if need be.</summary>
    /// <returns>Whether a new page was begun.</returns>
    public bool Reserve(double height)
    {
        if (Y + height <= Bottom)
            return false;
        NewPage();
        return true;
    }

    public double WidthOf(string text, XFont font) => _page!.MeasureString(text, font).Width;

    /// <summary>Writes a line whose top is <see cref="Y"/>, from the left or, with <paramref name="toRight"/>, up to the right.</summary>
    public void Write(string text, XFont font, double x, bool toRight = false) =>
        _page!.DrawString(text, font, XBrushes.Black, x, Y + font.Size, toRight ? XStringFormats.BaseLineRight : XStringFormats.BaseLineLeft);

    public void Rule() => _page!.DrawLine(new XPen(XColors.Gray, 0.5), Left, Y, Right, Y);

    /// <summary>Shades a band that begins at <see cref="Y"/>.</summary>
    public void Shade(double height) => _page!.DrawRectangle(new XSolidBrush(XColor.FromGrayScale(0.92)), Left, Y, Right - Left, height);

    /// <summary>Writes the foot of each page, now that it is known how many there are.</summary>
    public byte[] Finish()
    {
        _page!.Dispose();
        for (var index = 0; index < _pdf.PageCount; index++)
        {
            _page = XGraphics.FromPdfPage(_pdf.Pages[index], XGraphicsPdfPageOptions.Append);
            Y = Foot - SmallSize;
            Write($"Imprimé le {Printable.Date(_document.From.PrintedOn)}", Font(SmallSize), Left);
            Write(string.Create(CultureInfo.InvariantCulture, $"Page {index + 1} / {_pdf.PageCount}"), Font(SmallSize), Right, toRight: true);
            _page.Dispose();
        }

        using var bytes = new MemoryStream();
        _pdf.Save(bytes);
        return bytes.ToArray();
    }

    public void Dispose()
    {
        _page?.Dispose();
        _pdf.Dispose();
    }

    private void NewPage()
    {
        _page?.Dispose();
        var page = _pdf.AddPage();
        (page.Width, page.Height) = (XUnit.FromPoint(Width), XUnit.FromPoint(Height));
        _page = XGraphics.FromPdfPage(page);
        Y = Top;
        if (_pdf.PageCount > 1)
        {
            Running();
            return;
        }

        Write(Printable.Of(_document.From.Structure), Font(12, isBold: true), Left);
        Y += LineHeight + 3;
        if (_document.From.Contact is { } contact)
            Write(Printable.Of(contact), Font(SmallSize), Left);
        Y += LineHeight;
        Rule();
        Y += 2 * LineHeight;
    }

    /// <summary>The head of the pages after the first: no sheet that gets lost is without its title.</summary>
    private void Running()
    {
        var head = string.Join(" · ", [_document.From.Structure, _document.Title, .. _document.To.Take(1)]);
        Write(TextLines.Of(Printable.Of(head), Right - Left, text => WidthOf(text, Font(SmallSize)), most: 1)[0], Font(SmallSize), Left);
        Y += LineHeight;
        Rule();
        Y += LineHeight;
    }
}
