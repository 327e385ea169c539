using System.Globalization;
using System.Text;
using Periscolaire.WebApi.Documents;
using Shouldly;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Documents for the printer and for spreadsheets, whatever they are about.</summary>
public sealed class DocumentTests
{
    private static readonly Letterhead Head = new("Mairie de DEOLS", "Pôle périscolaire de la mairie", new DateOnly(2026, 11, 24));

    private static readonly PrintedColumn[] Columns = [new("Jour", 20), new("Activité", 60), new("Total", 20, IsNumber: true)];

    [Theory]
    [InlineData("é à ç œ Œ € ’ « » ë ï ù")]
    [InlineData("ÉÀÇ Ÿ ł Ş ğ ñ ß")]
    [InlineData("−46,05")]
    public void Letters_and_signs_come_out_as_they_were_written(string text) =>
        WordsOf(Printed(new Paragraph(text))).ShouldContain(string.Concat(text.Where(character => character != ' ')));

    [Theory]
    [InlineData("0", "0,00 €")]
    [InlineData("4.75", "4,75 €")]
    [InlineData("1234.5", "1 234,50 €")]
    [InlineData("1234567.89", "1 234 567,89 €")]
    [InlineData("-46.05", "−46,05 €")]
    public void Amounts_are_written_the_French_way(string amount, string text) =>
        Printable.Euros(decimal.Parse(amount, CultureInfo.InvariantCulture)).ShouldBe(text.Replace(' ', '\u00A0'));

    [Fact]
    public void A_document_says_who_issues_it_when_what_it_is_and_for_whom()
    {
        var page = PagesOf(Printed(new Paragraph("Corps"))).Single();

        foreach (var text in (string[])["Mairie de DEOLS", "Pôle périscolaire de la mairie", "Essai", "DUPONT Jean-Paul", "Imprimé le 24/11/2026", "Page 1 / 1"])
            Squeezed(page.Text).ShouldContain(Squeezed(text));
    }

    [Fact]
    public void A_long_table_repeats_its_heading_numbers_its_pages_and_ends_with_its_total()
    {
        var rows = Enumerable.Range(1, 200).Select(number => Row($"{number:000}", $"Activité {number:000}", number)).ToList();

        var pages = PagesOf(Printed(new PrintedTable(Columns, rows, ("TOTAL", Printable.Euros(20_100m)))));

        pages.Length.ShouldBeGreaterThan(3);
        foreach (var page in pages)
        {
            var text = Squeezed(page.Text);
            text.ShouldContain("JourActivitéTotal");
            text.ShouldContain("MairiedeDEOLS");
            text.ShouldContain($"Page{page.Number}/{pages.Length}");
        }

        // Each row once, in order; 1 + 2 + … + 200 = 200 × 201 / 2.
        var all = Squeezed(string.Concat(pages.Select(page => page.Text)));
        rows.Select(row => all.Split(Squeezed(row[1])).Length - 1).ShouldAllBe(times => times == 1);
        Squeezed(pages[^1].Text).ShouldContain("TOTAL20100,00€");
        pages[..^1].ShouldAllBe(page => !page.Text.Contains("TOTAL", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_table_that_ends_near_the_foot_keeps_its_total_on_paper()
    {
        // One of these ends exactly at the foot of its page.
        for (var count = 30; count < 45; count++)
        {
            var rows = Enumerable.Range(1, count).Select(number => Row("1", "Activité", number)).ToList();
            var pages = PagesOf(Printed(new PrintedTable(Columns, rows, ("TOTAL", "1,00 €"))));
            var total = pages[^1].Letters.Where(letter => letter.Value == "T").Min(letter => letter.StartBaseLine.Y);
            total.ShouldBeGreaterThan(40);
        }
    }

    [Fact]
    public void Amounts_stand_one_under_the_other_and_nothing_leaves_the_page()
    {
        var page = PagesOf(Printed(new PrintedTable(
            Columns, [Row("1", "Matin", 4.75m), Row("2", "Journée", 1234567.89m), Row("3", "Avoir", -13.30m)], ("TOTAL", Printable.Euros(1234559.34m))))).Single();

        var euros = page.Letters.Where(letter => letter.Value == "€").Select(letter => letter.EndBaseLine.X).ToList();
        euros.Count.ShouldBe(4);
        euros.ShouldAllBe(x => Math.Abs(x - euros[0]) < 0.1);
        page.Letters.ShouldAllBe(letter => letter.StartBaseLine.X > 40 && letter.EndBaseLine.X < 555);
    }

    [Fact]
    public void A_text_too_long_for_its_cell_takes_four_lines_and_is_then_cut_with_an_ellipsis()
    {
        var words = string.Join(' ', Enumerable.Repeat("Wagon", 200));
        foreach (var text in (string[])[words, new string('W', 600)])
        {
            var page = PagesOf(Printed(new PrintedTable(Columns, [Row("1", text, 1m), Row("2", "Matin", 1m)], ("TOTAL", "2,00 €")))).Single();

            page.Text.ShouldContain("…");
            page.Letters.Where(letter => letter.Value == "W").Select(letter => Math.Round(letter.StartBaseLine.Y)).Distinct().Count().ShouldBe(4);
            page.Letters.ShouldAllBe(letter => letter.EndBaseLine.X < 555);
        }
    }

    [Fact]
    public void Hostile_texts_are_printed_harmlessly()
    {
        foreach (var text in (string[])["\ud800", "a\u0000b\r\nc", "\u202Egnp.exe", "e\u0301", "😀 家", new string('é', 10_000), "", " ", "%PDF-1.7 (\\) endobj"])
        {
            var pages = PagesOf(PdfPrinter.Print(new PrintedDocument(
                Head with { Structure = text, Contact = text },
                text,
                [text],
                [new Paragraph(text), new Facts(("Nom", text)), new PrintedTable(Columns, [[text, text, text]], (text, text)), new Signature()])));
            pages.Length.ShouldBeGreaterThan(0);
            string.Concat(pages.Select(page => page.Text)).ShouldNotContain("\u202E");
        }

        WordsOf(Printed(new Paragraph("Rene\u0301e"))).ShouldContain("Renée");
    }

    [Fact]
    public async Task Many_documents_can_be_printed_at_once()
    {
        var documents = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(() => Printed(new Paragraph($"Numéro-{number}")))));

        foreach (var (number, document) in documents.Index())
            WordsOf(document).ShouldContain($"Numéro-{number}");
    }

    [Theory]
    [InlineData("0", "zéro euro")]
    [InlineData("1", "un euro")]
    [InlineData("0.01", "zéro euro et un centime")]
    [InlineData("2.50", "deux euros et cinquante centimes")]
    [InlineData("21", "vingt et un euros")]
    [InlineData("70", "soixante-dix euros")]
    [InlineData("71.77", "soixante et onze euros et soixante-dix-sept centimes")]
    [InlineData("80", "quatre-vingts euros")]
    [InlineData("81", "quatre-vingt-un euros")]
    [InlineData("91.99", "quatre-vingt-onze euros et quatre-vingt-dix-neuf centimes")]
    [InlineData("100", "cent euros")]
    [InlineData("101", "cent un euros")]
    [InlineData("180", "cent quatre-vingts euros")]
    [InlineData("200", "deux cents euros")]
    [InlineData("201", "deux cent un euros")]
    [InlineData("1000", "mille euros")]
    [InlineData("1100", "mille cent euros")]
    [InlineData("2300", "deux mille trois cents euros")]
    [InlineData("80000", "quatre-vingt mille euros")]
    [InlineData("200080", "deux cent mille quatre-vingts euros")]
    [InlineData("999999.99", "neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf euros et quatre-vingt-dix-neuf centimes")]
    [InlineData("1000000", null)]
    [InlineData("79228162514264337593543950335", null)]
    public void Amounts_are_written_in_words(string amount, string? words) =>
        FrenchWords.Of(decimal.Parse(amount, CultureInfo.InvariantCulture)).ShouldBe(words);

    [Fact]
    public void A_spreadsheet_gets_numbers_it_can_add_up_and_no_formulas()
    {
        var bytes = FrenchCsv.Write(
            ["Date", "Nom", "Montant", "Quantité", "Motif"],
            [[new DateOnly(2012, 2, 1), "=1+1", -1234.5m, 2, null], [new DateOnly(2012, 2, 2), "Du;pont \"Jo\"", 0m, 1, "-1"]]);

        bytes[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray());
        Encoding.UTF8.GetString(bytes[3..]).Split("\r\n").ShouldBe(
        [
            "Date;Nom;Montant;Quantité;Motif",
            "01/02/2012;\"'=1+1\";-1234,50;2;",
            "02/02/2012;\"Du;pont \"\"Jo\"\"\";0,00;1;\"'-1\"",
            "",
        ]);
    }

    private static byte[] Printed(params Block[] blocks) => PdfPrinter.Print(new PrintedDocument(Head, "Essai", ["DUPONT Jean-Paul"], blocks));

    private static string[] Row(string day, string activity, decimal amount) => [day, activity, Printable.Euros(amount)];

    private static Page[] PagesOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return [.. document.GetPages()];
    }

    private static string WordsOf(byte[] pdf) => Squeezed(string.Concat(PagesOf(pdf).Select(page => page.Text)));

    /// <summary>Without blanks, which a reader of PDF guesses.</summary>
    private static string Squeezed(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
