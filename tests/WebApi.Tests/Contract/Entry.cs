using System.Text;
using Periscolaire.Accounts;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>Who may make a call.</summary>
internal sealed record Who(string Name, IReadOnlyList<StaffRight> Rights)
{
    public static readonly Who Anyone = new("anyone", []);

    /// <summary>Whoever is signed in, and sees their own.</summary>
    public static readonly Who SignedIn = new("signed-in", []);

    public static readonly Who Family = new("family", []);

    /// <summary>Any member of staff: nothing in it is personal or sensitive.</summary>
    public static readonly Who Staff = new("staff", []);

    /// <summary>Of the deployment: not of any town.</summary>
    public static readonly Who Operator = new("operator", []);

    public static readonly Who Counter = Having(StaffRight.Counter);
    public static readonly Who Director = Having(StaffRight.Director);
    public static readonly Who Accountant = Having(StaffRight.Accountant);
    public static readonly Who Administrator = Having(StaffRight.Administrator);
    public static readonly Who CounterOrDirector = Having(StaffRight.Counter, StaffRight.Director);
    public static readonly Who CounterOrAccountant = Having(StaffRight.Counter, StaffRight.Accountant);
    public static readonly Who DirectorOrAccountant = Having(StaffRight.Director, StaffRight.Accountant);
    public static readonly Who CounterOrDirectorOrAccountant = Having(StaffRight.Counter, StaffRight.Director, StaffRight.Accountant);

    public bool IsStaff => this == Staff || Rights.Count > 0;

    /// <summary>The rights with which the call is refused; an administrator's never.</summary>
    public IEnumerable<StaffRight> Without => this == Staff ? [] : StaffRights.All.Where(right => right is not StaffRight.Administrator).Except(Rights);

    /// <summary>Somebody who may.</summary>
    public Caller Allowed => this == Operator ? Caller.Operator
        : this == SignedIn ? Caller.Desk
        : IsStaff ? Caller.Having(Rights.Count > 0 ? Rights[0] : StaffRight.Counter)
        : Caller.Family;

    private static Who Having(params StaffRight[] rights) => new($"staff with {string.Join(" or ", rights)}", rights);
}

/// <summary>A line of the authorisation matrix: an operation, who may call it, and a call of it that works.</summary>
/// <param name="Operation">As in the OpenAPI document.</param>
/// <param name="Who">Who may.</param>
/// <param name="Query">With it, e.g. <c>month=&lt;month&gt;</c>.</param>
/// <param name="Body">With it; ids stand in angle brackets.</param>
/// <param name="Address">Where its names are not those of the document.</param>
/// <param name="MediaType">Of the body.</param>
/// <param name="Status">What who may is answered; success when absent.</param>
/// <param name="ItemByItem">Whether what is unknown is refused item by item, in an answer that is a success.</param>
/// <param name="Makes">Whether the id in the address is chosen by the caller, who says that nothing is there yet: another town may use the same.</param>
internal sealed record Entry(
    string Operation,
    Who Who,
    string? Query = null,
    string? Body = null,
    string? Address = null,
    string MediaType = "application/json",
    int? Status = null,
    bool ItemByItem = false,
    bool Makes = false)
{
    private readonly string _method = Operation[..Operation.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>The address with names in angle brackets.</summary>
    public string Template
    {
        get
        {
            var path = Address ?? Operation[(_method.Length + 1)..].Replace('{', '<').Replace('}', '>');
            return Query is null ? path : $"{path}?{Query}";
        }
    }

    /// <summary>Whether the call names something of a town, which another town must not find.</summary>
    public bool Names => !Makes && (Ids.AreIn(Template) || Ids.AreIn(Body));

    /// <summary>Makes the call about some ids, on what is there now where it asks for a version.</summary>
    public Task<Answer> Send(Client client, Operation operation, Ids ids, Ids? others = null, string? ifMatch = null) =>
        SendTo(client, operation, ids.In(Template, others), Body is null ? null : ids.In(Body, others), ifMatch);

    public Task<Answer> SendTo(Client client, Operation operation, string address, string? body, string? ifMatch = null)
    {
        var method = new HttpMethod(operation.Method);
        (string, string)? header = Makes ? ("If-None-Match", "*") : ifMatch is null ? null : ("If-Match", ifMatch);
        return client.SendRaw(method, Escaped(address), Encoding.UTF8.GetBytes(body ?? ""), body is null ? null : MediaType, header);
    }

    private static string Escaped(string address) => address.Replace("digest/nulle", "digest%2Fnulle", StringComparison.Ordinal);
}
