using Periscolaire.Import;

namespace Periscolaire.WebApi.Import;

/// <summary>What was found in a file; the same for a dry run and a real one.</summary>
/// <param name="Written">Whether all of it is kept now.</param>
/// <param name="Lines">Its lines, without the header and empty ones.</param>
/// <param name="Created">Lines of something new.</param>
/// <param name="Changed">Lines that change something known.</param>
/// <param name="Unchanged">Lines that say what is known already.</param>
/// <param name="ProblemCount">How many problems there are; with a single one nothing is written.</param>
/// <param name="Problems">The first thousand of them, in the order of the lines.</param>
internal sealed record ImportReportBody(
    bool Written, int Lines, int Created, int Changed, int Unchanged, int ProblemCount, IReadOnlyList<ImportProblemBody> Problems)
{
    public static ImportReportBody From(ImportReport report) => new(
        report.Outcome is ImportOutcome.Kept,
        report.Counts.Lines,
        report.Counts.Created,
        report.Counts.Changed,
        report.Counts.Unchanged,
        report.ProblemCount,
        [.. report.Problems.Select(problem => new ImportProblemBody(problem.Line, problem.Column, problem.Value, problem.Problem, problem.Remedy))]);
}

/// <summary>Something wrong in a file.</summary>
/// <param name="Line">The line in the file; the header is 1.</param>
/// <param name="Column">The column, as the template names it; empty for the line as a whole.</param>
/// <param name="Value">What is written there, its beginning.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record ImportProblemBody(int Line, string Column, string Value, string Problem, string Remedy);
