namespace Periscolaire.WebApi.Documents;

/// <summary>Amounts in words, as a certificate repeats them so that a figure cannot be altered.</summary>
internal static class FrenchWords
{
    private const int Largest = 999_999;

    private static readonly string[] Units =
    [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize",
        "dix-sept", "dix-huit", "dix-neuf",
    ];

    private static readonly string[] Tens =
        ["", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"];

    /// <summary>Euros in words.</summary>
    /// <param name="euros">Zero or more, to the cent.</param>
    /// <returns>Null from a million on.</returns>
    public static string? Of(decimal euros)
    {
        var whole = (int)Math.Min(decimal.Truncate(euros), Largest + 1);
        var cents = (int)((euros - decimal.Truncate(euros)) * 100m);
        if (whole > Largest)
            return null;
        var text = $"{Number(whole)} {(whole < 2 ? "euro" : "euros")}";
        return cents == 0 ? text : $"{text} et {Number(cents)} {(cents < 2 ? "centime" : "centimes")}";
    }

    private static string Number(int number) => number switch
    {
        < 1_000 => BelowThousand(number, isLast: true),
        < 2_000 => WithRest("mille", number % 1_000),
        _ => WithRest($"{BelowThousand(number / 1_000, isLast: false)} mille", number % 1_000),
    };

    /// <summary>Cents and quatre-vingts take an s only when nothing follows, not even mille.</summary>
    private static string BelowThousand(int number, bool isLast) => number switch
    {
        < 100 => BelowHundred(number, isLast),
        < 200 => WithRest("cent", number % 100, isLast),
        _ when number % 100 == 0 => $"{Units[number / 100]} cent{(isLast ? "s" : "")}",
        _ => WithRest($"{Units[number / 100]} cent", number % 100, isLast),
    };

    private static string BelowHundred(int number, bool isLast)
    {
        if (number < 20)
            return Units[number];

        // Seventy and ninety are sixty-ten and four-twenty-ten.
        var (tens, rest) = (number / 10, number / 10 is 7 or 9 ? (number % 10) + 10 : number % 10);
        return (tens, rest) switch
        {
            (8, 0) => isLast ? "quatre-vingts" : "quatre-vingt",
            (_, 0) => Tens[tens],
            (not (8 or 9), 1 or 11) => $"{Tens[tens]} et {Units[rest]}",
            _ => $"{Tens[tens]}-{Units[rest]}",
        };
    }

    private static string WithRest(string start, int rest, bool isLast = true) => rest == 0 ? start : $"{start} {BelowThousand(rest, isLast)}";
}
