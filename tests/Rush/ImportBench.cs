using System.Diagnostics;
using System.Globalization;
using Periscolaire.Import;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;

namespace Periscolaire.Rush;

/// <summary>A town taken over: families, children, quotients, balances and accounts, on both stores, durable; then the same files again.</summary>
internal static class ImportBench
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>Runs the bench.</summary>
    /// <param name="sizes">How many families, a measurement each.</param>
    public static async Task<int> Run(IReadOnlyList<int> sizes)
    {
        Console.WriteLine(string.Create(Plain, $"{Environment.ProcessorCount} processors, durable writes; seconds a file, in brackets the same file again"));
        Console.WriteLine("| store | families | families | children | quotients | balances | accounts | in all | lines/s |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        await using var server = await PrivatePostgreSql.Start();
        foreach (var families in sizes)
        {
            foreach (var kind in Enum.GetValues<StoreKind>())
                await Measure(kind, families, server);
        }

        return 0;
    }

    private static async Task Measure(StoreKind kind, int families, PrivatePostgreSql server)
    {
        using var store = await TestStore.New(kind, server);
        await using var silo = await SiloHost.Start(store);
        var town = new TestTown();
        await town.Found(silo.Grains, families: 0);
        var files = new GeneratedTown(families);
        (ImportKind Kind, ImportSheet Sheet)[] sheets =
        [
            (ImportKind.Families, GeneratedTown.SheetOf(files.FamiliesFile)), (ImportKind.Children, GeneratedTown.SheetOf(files.ChildrenFile)),
            (ImportKind.Quotients, GeneratedTown.SheetOf(files.QuotientsFile)), (ImportKind.Balances, GeneratedTown.SheetOf(files.BalancesFile)),
            (ImportKind.Accounts, GeneratedTown.SheetOf(files.AccountsFile)),
        ];
        var (cells, first, lines) = (new List<string>(), 0.0, 0);
        foreach (var (what, sheet) in sheets)
        {
            var seconds = await Take(silo, town, new ImportOrder(what, sheet, Author.Staff("bench"), DryRun: false), isFirst: true);
            var again = await Take(silo, town, new ImportOrder(what, sheet, Author.Staff("bench"), DryRun: false), isFirst: false);
            cells.Add(string.Create(Plain, $"{seconds:F1} ({again:F1})"));
            first += seconds;
            lines += sheet.Lines.Length;
        }

        Console.WriteLine(string.Create(Plain, $"| {kind} | {families} | {string.Join(" | ", cells)} | {first:F1} | {lines / first:F0} |"));
    }

    private static async Task<double> Take(SiloHost silo, TestTown town, ImportOrder order, bool isFirst)
    {
        var watch = Stopwatch.StartNew();
        var report = await silo.Grains.GetGrain<IImportGrain>(town.Structure.Value).Run(order);
        if (report.Outcome is not ImportOutcome.Kept || (isFirst ? report.Counts.Created : report.Counts.Unchanged) != order.Sheet.Lines.Length)
            throw new InvalidOperationException($"{order}: {report}");
        return watch.Elapsed.TotalSeconds;
    }
}
