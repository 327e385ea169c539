using System.Text.RegularExpressions;
using Periscolaire.Accounts;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>What stands for the names in the matrix's addresses and bodies.</summary>
/// <param name="ByName">By name, e.g. <c>familyId</c>.</param>
internal sealed partial record Ids(IReadOnlyDictionary<string, string> ByName)
{
    /// <summary>Names that are the same in every town, so that they name nobody's.</summary>
    private static readonly string[] Common = ["structure", "date", "month", "today", "year", "lastYear", "unique"];

    public string this[string name] => ByName[name];

    /// <summary>What is not common: whoever reads it has found something out.</summary>
    public IEnumerable<string> Own => ByName.Where(entry => !Common.Contains(entry.Key, StringComparer.Ordinal)).Select(entry => entry.Value);

    /// <summary>Whether a text names something of a town.</summary>
    public static bool AreIn(string? text) => Placeholder().Matches(text ?? "").Any(name => !Common.Contains(name.Groups["name"].Value, StringComparer.Ordinal));

    /// <summary>Puts the ids in their places; those that are not known here are taken from others.</summary>
    public string In(string text, Ids? others = null) => Placeholder().Replace(text, name =>
        ByName.TryGetValue(name.Groups["name"].Value, out var id) || (others?.ByName.TryGetValue(name.Groups["name"].Value, out id) ?? false)
            ? id!
            : throw new KeyNotFoundException($"{name.Value} in {text}"));

    /// <summary>Takes the ids out again, to compare answers that say back what they were asked.</summary>
    public string OutOf(string text) => Own.OrderByDescending(id => id.Length).Where(id => id.Length > 3)
        .Aggregate(text, (current, id) => current.Replace(id, "…", StringComparison.Ordinal));

    [GeneratedRegex("<(?<name>[A-Za-z]+)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Placeholder();
}

/// <summary>Somebody who may call.</summary>
/// <param name="Structure">Their town.</param>
/// <param name="Identifier">Their account.</param>
internal sealed record Caller(string Structure, string Identifier)
{
    public static readonly Caller Family = new("ville", "famille-0");
    public static readonly Caller OtherFamily = new("ville", "famille-1");
    public static readonly Caller OtherTownsFamily = new(ContractTown.There, "ailleurs-0");
    public static readonly Caller OtherTownsStaff = new(ContractTown.There, "personnel-ailleurs");

    public static readonly Caller Operator = new("exploitation", "exploitant");

    /// <summary>Staff whose own account is tried out: with wrong passwords, or changed by others.</summary>
    public static readonly Caller Desk = new("ville", "accueil");
    public static readonly Caller SpareStaff = new("ville", "personnel-de-reserve");

    public static Caller Having(StaffRight right) => new("ville", $"droit-{right}".ToLowerInvariant());
}
