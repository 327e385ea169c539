namespace Periscolaire.WebApi.Documents;

/// <summary>A document to be printed: what it says, in the order in which it is read. How it looks is the printer's affair.</summary>
/// <param name="From">Who issues it, and when.</param>
/// <param name="Title">What it is.</param>
/// <param name="To">Whom or what it is about, a line each.</param>
/// <param name="Blocks">Its parts.</param>
internal sealed record PrintedDocument(Letterhead From, string Title, IReadOnlyList<string> To, IReadOnlyList<Block> Blocks);

/// <summary>The head of every document.</summary>
/// <param name="Structure">The structure as families read it.</param>
/// <param name="Contact">Whom families ask; null when none is given.</param>
/// <param name="PrintedOn">The day of printing, Europe/Paris.</param>
internal sealed record Letterhead(string Structure, string? Contact, DateOnly PrintedOn);

/// <summary>A part of a document.</summary>
internal abstract record Block;

/// <summary>Running text.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsStrong">Whether it must catch the eye.</param>
internal sealed record Paragraph(string Text, bool IsStrong = false) : Block;

/// <summary>Short facts, each with its name.</summary>
/// <param name="Lines">The facts; one without a value is left out.</param>
internal sealed record Facts(params IReadOnlyList<(string Label, string? Value)> Lines) : Block;

/// <summary>A table, whose heading is repeated on each page.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, a text for each column.</param>
/// <param name="Total">The last row: what the sum is of, and the sum, which stands in the last column.</param>
internal sealed record PrintedTable(
    IReadOnlyList<PrintedColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, (string Label, string Sum) Total) : Block;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Share">How wide it is, compared with the others.</param>
/// <param name="IsNumber">Whether it holds numbers: aligned to the right, and never cut.</param>
internal sealed record PrintedColumn(string Title, double Share, bool IsNumber = false);

/// <summary>Where whoever issues the document signs, with place and date.</summary>
internal sealed record Signature : Block;
