using System.Globalization;
using Periscolaire.Rush;

// The night so far, with and without debits; and a town taken over. Its own PostgreSQL with fsync on, the real silo; families beside it on the command line.
return args switch
{
    ["night", .. var sizes] => await NightBench.Run(Numbers(sizes), areDue: false),
    ["import", .. var sizes] => await ImportBench.Run(Numbers(sizes)),
    ["debits", .. var sizes] => await NightBench.Run(Numbers(sizes), areDue: true),
    _ => await NightBench.Run([1_000, 10_000, 100_000], areDue: false) + await NightBench.Run([500, 5_000, 50_000], areDue: true),
};

static int[] Numbers(IEnumerable<string> texts) => [.. texts.Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
