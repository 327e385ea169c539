using System.Collections.Frozen;
using Periscolaire.Booking.Rules;

namespace Periscolaire.Import.Rules;

/// <summary>Goes through a file: every line is looked at, whatever is wrong with those before it.</summary>
public static class Importing
{
    /// <summary>Plans what a file comes to.</summary>
    /// <param name="order">The file.</param>
    /// <param name="town">What is known.</param>
    /// <param name="at">The present instant.</param>
    /// <returns>The plan, to be carried out only when nothing was found wrong; and what was found.</returns>
    public static (ImportPlan Plan, Findings Findings) Plan(ImportOrder order, KnownTown town, DateTimeOffset at)
    {
        var findings = new Findings();
        if (Headers.Find(order.Kind, order.Sheet.Header, findings) is not { } columns)
            return (ImportPlan.Nothing, findings);
        var lines = Readable(order.Sheet, columns, findings);
        var by = new Authorship(order.By, at);
        var plan = order.Kind switch
        {
            ImportKind.Families => FamiliesImport.Plan(lines, town, by, findings),
            ImportKind.Children => ChildrenImport.Plan(lines, town, by, findings),
            ImportKind.Accounts => AccountsImport.Plan(lines, town, findings),
            ImportKind.Quotients => QuotientsImport.Plan(lines, town, by, findings),
            ImportKind.Balances => BalancesImport.Plan(lines, town, by, findings),
            ImportKind.Grids => GridsImport.Plan(lines, town, findings),
            _ => BookingsImport.Plan(lines, town, by, findings),
        };
        return (plan, findings);
    }

    /// <summary>The lines that can be read as cells; lazily, so that problems come in the lines' order.</summary>
    private static IEnumerable<Cells> Readable(ImportSheet sheet, FrozenDictionary<string, int> columns, Findings findings)
    {
        foreach (var line in sheet.Lines)
        {
            if (line.Flaw is { } flaw)
                findings.Add(line.Number, "", "", flaw, "Corrigez la ligne : autant de cellules que l'en-tête, guillemets fermés.");
            else
                yield return new Cells(line, columns, findings);
        }
    }
}
