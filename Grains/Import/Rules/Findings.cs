using System.Collections.Immutable;

namespace Periscolaire.Import.Rules;

/// <summary>What is found while the lines of a file are gone through: what they do, and what is wrong with them, in their order.</summary>
public sealed class Findings
{
    private const int LongestValue = 60;

    private readonly ImmutableArray<ImportProblem>.Builder _problems = ImmutableArray.CreateBuilder<ImportProblem>();
    private int _created;
    private int _changed;
    private int _unchanged;

    /// <summary>How many problems there are.</summary>
    public int ProblemCount { get; private set; }

    /// <summary>The first of them.</summary>
    public ImmutableArray<ImportProblem> Problems => _problems.ToImmutable();

    /// <summary>A line says something new, changes something, or neither.</summary>
    /// <param name="isKnown">Whether what it is about is known.</param>
    /// <param name="isSame">Whether it says what is known.</param>
    public void Count(bool isKnown, bool isSame)
    {
        if (!isKnown)
            _created++;
        else if (isSame)
            _unchanged++;
        else
            _changed++;
    }

    /// <summary>Something is wrong.</summary>
    /// <param name="line">The line; the header is 1.</param>
    /// <param name="column">The column; empty for the line as a whole.</param>
    /// <param name="value">What is written there.</param>
    /// <param name="problem">What is wrong with it, in French.</param>
    /// <param name="remedy">What to do, in French.</param>
    public void Add(int line, string column, string value, string problem, string remedy)
    {
        if (++ProblemCount <= ImportReport.MostProblems)
            _problems.Add(new ImportProblem(line, column, value.Length <= LongestValue ? value : $"{value[..LongestValue]}…", problem, remedy));
    }

    /// <summary>What the lines do.</summary>
    /// <param name="lines">How many there are.</param>
    /// <returns>The counts.</returns>
    public ImportCounts Counts(int lines) => new(lines, _created, _changed, _unchanged);
}
