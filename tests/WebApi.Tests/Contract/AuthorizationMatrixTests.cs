using System.Net;
using Periscolaire.Accounts;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>Who may call what, for every operation there is; and nobody finds out what another town or family has.</summary>
[Collection(ContractCollection.Name)]
public sealed class AuthorizationMatrixTests(ContractTown town, ITestOutputHelper output)
{
    /// <summary>What a family owns; all else is its town's, and known to its neighbours.</summary>
    private static readonly string[] Families = ["familyId", "otherFamilyId", "spareFamilyId", "childId", "paymentId", "number", "identifier", "staffIdentifier", "mailId"];

    [Fact]
    public void Every_operation_has_a_line_and_every_line_an_operation()
    {
        var operations = town.Operations.Select(operation => operation.Name).ToList();
        var lines = Matrix.Entries.Select(entry => entry.Operation).ToList();

        operations.Except(lines, StringComparer.Ordinal).ShouldBeEmpty("operations without a line in Matrix.cs");
        lines.Except(operations, StringComparer.Ordinal).ShouldBeEmpty("lines of Matrix.cs without an operation");
        lines.GroupBy(line => line, StringComparer.Ordinal).Where(line => line.Count() > 1).Select(line => line.Key).ShouldBeEmpty("lines twice");
    }

    [Fact]
    public void The_document_says_who_may_call()
    {
        Check(Lines().Select(line => (line.Entry.Operation, line.Operation.NeedsSignIn == (line.Entry.Who != Who.Anyone) && SameRights(line.Entry, line.Operation)
            ? null
            : $"the matrix says {line.Entry.Who.Name}, the document {string.Join(" or ", line.Operation.Rights)}")));

        static bool SameRights(Entry entry, Operation operation) => operation.Rights.ToHashSet(StringComparer.Ordinal)
            .SetEquals(entry.Who.Rights.Select(right => $"{right}".ToLowerInvariant()));
    }

    [Fact]
    public async Task Nobody_and_the_wrong_side_and_staff_without_the_right_are_refused()
    {
        using var nobody = new Client(town.Server.Address);
        using var family = await town.SignIn(Caller.Family);
        using var administrator = await town.SignIn(Caller.Having(StaffRight.Administrator));
        using var exploitant = await town.SignIn(Caller.Operator);
        var staff = new Dictionary<StaffRight, Client>();
        foreach (var right in StaffRights.All)
            staff[right] = await town.SignIn(Caller.Having(right));
        var found = new List<(string, string?)>();
        foreach (var (entry, operation) in Lines().Where(line => line.Entry.Who != Who.Anyone))
        {
            await ShouldRefuse(nobody, HttpStatusCode.Unauthorized, "not-signed-in", "nobody");
            if (entry.Who.IsStaff || entry.Who == Who.Family)
                await ShouldRefuse(exploitant, HttpStatusCode.Forbidden, "forbidden", "an operator");
            if (entry.Who.IsStaff || entry.Who == Who.Operator)
                await ShouldRefuse(family, HttpStatusCode.Forbidden, "forbidden", "a family");
            if (entry.Who == Who.Family || entry.Who == Who.Operator)
                await ShouldRefuse(administrator, HttpStatusCode.Forbidden, "forbidden", "an administrator");
            foreach (var right in entry.Who.IsStaff ? entry.Who.Without : [])
                await ShouldRefuse(staff[right], HttpStatusCode.Forbidden, "right-missing", $"staff with {right} only");

            async Task ShouldRefuse(Client caller, HttpStatusCode status, string code, string who)
            {
                var answer = await entry.Send(caller, operation, town.Here, ifMatch: "\"1\"");
                found.Add((entry.Operation, answer.Status == status && answer.Code == code ? null : $"{who} is answered {answer.Status} {answer.Body}"));
            }
        }

        foreach (var client in staff.Values)
            client.Dispose();
        Check(found);
    }

    [Fact]
    public async Task What_another_town_or_family_has_is_answered_like_what_nobody_has()
    {
        using var staff = await town.SignIn(Caller.OtherTownsStaff);
        using var family = await town.SignIn(Caller.OtherTownsFamily);
        using var neighbour = await town.SignIn(Caller.OtherFamily);
        using var nobody = new Client(town.Server.Address);
        var found = new List<(string, string?)>();
        foreach (var (entry, operation) in Lines().Where(line => line.Entry.Who != Who.SignedIn && line.Entry.Who != Who.Operator && line.Entry.Names))
        {
            foreach (var caller in entry.Who.IsStaff ? (Client[])[staff] : entry.Who == Who.Anyone ? [nobody] : NamesFamily(entry) ? [family, neighbour] : [family])
            {
                var nowhere = caller == neighbour ? NotInThisTown() : town.Nowhere;
                found.Add((entry.Operation, await WhyNotAlike(entry, operation, caller, (town.Here, town.Here), (nowhere, nowhere))));
                if (caller == staff && Ids.AreIn(entry.Body) && Ids.AreIn(entry.Template))
                    found.Add((entry.Operation, await WhyNotAlike(entry, operation, caller, (town.Elsewhere, town.Here), (town.Elsewhere, nowhere))));
            }
        }

        Check(found);
    }

    [Fact]
    public async Task What_a_town_and_a_family_see_of_their_own_shows_nothing_of_another()
    {
        using var staff = await town.SignIn(Caller.OtherTownsStaff);
        using var family = await town.SignIn(Caller.OtherTownsFamily);
        using var neighbour = await town.SignIn(Caller.OtherFamily);
        var found = new List<(string, string?)>();
        foreach (var (entry, _) in Lines().Where(line => line.Operation.Method == "GET" && line.Entry.Who != Who.Operator && !line.Entry.Names))
        {
            foreach (var caller in entry.Who.IsStaff ? (Client[])[staff] : entry.Who == Who.SignedIn ? [staff, family, neighbour] : [family, neighbour])
            {
                var read = await caller.Download(town.Elsewhere.In(entry.Template, town.Here));
                var text = read.MediaType == "application/pdf" ? HistoryTown.Printed(read) : read.Text;
                var seen = (string[])[caller == neighbour ? $"{ContractTown.Marker} 0" : ContractTown.Marker, "famille-0", "enfant-0", town.Here["bookingId"], town.Here["paymentId"]];
                found.Add((entry.Operation, !((int)read.Status is >= 200 and <= 299)
                    ? $"one's own is answered {read.Status} {read.Text}"
                    : seen.FirstOrDefault(marker => text.Contains(marker, StringComparison.Ordinal)) is { } marker ? $"shows {marker}: {text}" : null));
            }
        }

        Check(found);
    }

    [Fact]
    public async Task Who_may_is_answered_as_the_document_says()
    {
        var found = new List<(string, string?)>();
        foreach (var (entry, operation) in Lines())
        {
            using var caller = entry.Who == Who.Anyone ? new Client(town.Server.Address) : await town.SignIn(entry.Who.Allowed);
            var answer = await entry.Send(caller, operation, town.Here, ifMatch: await Edition(operation, entry));
            var status = (int)answer.Status;
            var (expected, documented) = (entry.Status, operation.Responses.GetValueOrDefault($"{status}"));
            found.Add((entry.Operation, expected is null ? status is >= 200 and <= 299 ? null : $"{status} {answer.Body}" : status == expected ? null : $"{status} {answer.Body}"));
            found.Add((entry.Operation, documented is null
                ? $"the document leaves {status} out"
                : answer.ContentType?.MediaType is { } type ? documented.Contains(type, StringComparer.Ordinal) ? null : $"{status} is {type}, and documented as {string.Join(", ", documented)}"
                : documented.Count == 0 ? null : $"{status} has no body, and is documented as {string.Join(", ", documented)}"));
        }

        Check(found);
    }

    private IEnumerable<(Entry Entry, Operation Operation)> Lines() => Matrix.Entries
        .Join(town.Operations, entry => entry.Operation, operation => operation.Name, (entry, operation) => (entry, operation), StringComparer.Ordinal);

    /// <summary>Fails with all that was found at once.</summary>
    private void Check(IEnumerable<(string Operation, string? Finding)> checks)
    {
        var all = checks.ToList();
        output.WriteLine($"{all.Count} checks.");
        all.ShouldNotBeEmpty();
        var findings = all.Where(check => check.Finding is not null).Select(check => $"{check.Operation}: {(check.Finding!.Length > 600 ? check.Finding[..600] : check.Finding)}").ToList();
        findings.ShouldBeEmpty(string.Join('\n', findings));
    }

    private static bool NamesFamily(Entry entry) => Families.Any(name =>
        entry.Template.Contains($"<{name}>", StringComparison.Ordinal) || (entry.Body?.Contains($"<{name}>", StringComparison.Ordinal) ?? false));

    /// <summary>What no family of the first town has, among what the town does have.</summary>
    private Ids NotInThisTown() => new(town.Here.ByName.ToDictionary(
        id => id.Key,
        id => Families.Contains(id.Key, StringComparer.Ordinal) ? town.Nowhere[id.Key]
            : id.Key is "bookingId" or "otherBookingId" ? id.Value[..(id.Value.LastIndexOf('.') + 1)] + "9999" : id.Value,
        StringComparer.Ordinal));

    private static async Task<string?> WhyNotAlike(Entry entry, Operation operation, Client caller, (Ids Path, Ids Body) theirs, (Ids Path, Ids Body) nobodys)
    {
        var found = await Ask(theirs);
        var missing = await Ask(nobodys);
        var refused = entry.Who == Who.Anyone || (int)found.Status is >= 400 and <= 499
            || (entry.ItemByItem && (int)found.Status == 200 && found.Items.All(item => (string?)item["outcome"] is "rejected" or "unknown-booking"));
        if (!refused)
            return $"not refused: {found.Status} {found.Body}";

        // A question is made up for who has none: it is another for each name, and always the same.
        if (entry.Who == Who.Anyone && found.Status == missing.Status && found.Code is null && missing.Code is null)
            return null;
        return found.Status == missing.Status && Seen(found, theirs) == Seen(missing, nobodys)
            ? null
            : $"found: {found.Status} {Seen(found, theirs)} missing: {missing.Status} {Seen(missing, nobodys)}";

        Task<Answer> Ask((Ids Path, Ids Body) ids) => entry.SendTo(
            caller, operation, ids.Path.In(entry.Template, ids.Body), entry.Body is null ? null : ids.Body.In(entry.Body), "\"1\"");
    }

    /// <summary>An answer without what the caller had said, and without the number of the request.</summary>
    private static string Seen(Answer answer, (Ids Path, Ids Body) asked)
    {
        var body = asked.Path.OutOf(asked.Body.OutOf(answer.Body));
        var trace = body.IndexOf(",\"traceId\":", StringComparison.Ordinal);
        return trace < 0 ? body : body[..trace];
    }

    /// <summary>The version of what is to be edited, as read by who may.</summary>
    private async Task<string?> Edition(Operation operation, Entry entry)
    {
        if (!operation.Parameters.Any(parameter => (string?)parameter["name"] == "If-Match"))
            return null;
        using var reader = await town.SignIn(Caller.Having(StaffRight.Administrator));
        var read = await reader.Get(town.Here.In(entry.Template));
        return read.Headers.ETag?.ToString();
    }
}
