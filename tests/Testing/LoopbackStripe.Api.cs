using System.Globalization;
using System.Text.Json.Nodes;

namespace Periscolaire.Testing;

/// <summary>What it is asked.</summary>
public sealed partial class LoopbackStripe
{
    private static readonly string[] Paging = ["limit", "starting_after", "ending_before", "expand[]"];

    private static readonly string[] SessionParameters =
    [
        "mode", "locale", "client_reference_id", "customer_email", "success_url", "cancel_url", "metadata", "payment_intent_data[metadata]",
        "adaptive_pricing[enabled]", "line_items[][quantity]", "line_items[][price_data][currency]", "line_items[][price_data][unit_amount]",
        "line_items[][price_data][product_data][name]",
    ];

    private static readonly string[] RefundParameters = ["payment_intent", "charge", "amount", "reason", "metadata"];

    /// <summary>Every object by id, each with the key of the account that it belongs to.</summary>
    private readonly Dictionary<string, (string Account, JsonObject Object)> _objects = new(StringComparer.Ordinal);

    private (int Status, string Body) Route(string method, string path, StripeForm form, string key) => (method, path.Split('/')) switch
    {
        ("POST", [_, "v1", "checkout", "sessions"]) => Unknown(form, SessionParameters) ?? OpenSession(form, key),
        ("POST", [_, "v1", "refunds"]) => Unknown(form, RefundParameters) ?? MakeRefund(form, key),
        ("GET", [_, "v1", "checkout", "sessions", var id]) => Unknown(form, ["expand[]"]) ?? Find(id, "checkout.session", key),
        ("GET", [_, "v1", "payment_intents", var id]) => Unknown(form, ["expand[]"]) ?? Find(id, "payment_intent", key),
        ("GET", [_, "v1", "refunds"]) => Unknown(form, [.. Paging, "payment_intent", "charge"]) ?? List("refund", form, key, "/v1/refunds"),
        ("GET", [_, "v1", "disputes"]) => Unknown(form, [.. Paging, "payment_intent", "charge"]) ?? List("dispute", form, key, "/v1/disputes"),
        ("GET", [_, "v1", "events"]) => Unknown(form, [.. Paging, "created[gte]", "types[]"]) ?? ListEvents(form, key),
        _ => Refused(404, "invalid_request_error", "url_invalid", $"Unrecognized request URL ({method}: {path})."),
    };

    private static (int Status, string Body)? Unknown(StripeForm form, string[] allowed) => form.FirstUnknown(allowed) is { } unknown
        ? Refused(400, "invalid_request_error", "parameter_unknown", $"Received unknown parameter: {unknown}", unknown)
        : null;

    private (int Status, string Body) OpenSession(StripeForm form, string key)
    {
        foreach (var required in (string[])["mode", "success_url"])
        {
            if (string.IsNullOrEmpty(form[required]))
                return Refused(400, "invalid_request_error", "parameter_missing", $"Missing required param: {required}.", required);
        }

        var total = 0L;
        foreach (var index in form.IndexesOf("line_items"))
        {
            if (!long.TryParse(form[$"line_items[{index}][price_data][unit_amount]"], NumberStyles.None, CultureInfo.InvariantCulture, out var cents)
                || form[$"line_items[{index}][price_data][currency]"] != "eur" || form[$"line_items[{index}][quantity]"] != "1")
                return Refused(400, "invalid_request_error", "parameter_invalid_integer", "Invalid line item.", "line_items");
            total += cents;
        }

        if (total < 50)
            return Refused(400, "invalid_request_error", "amount_too_small", "The Checkout Session's total amount due must add up to at least 0.50 eur.");
        if (form["customer_email"]?.Contains('@', StringComparison.Ordinal) != true)
            return Refused(400, "invalid_request_error", "email_invalid", $"Invalid email address: {form["customer_email"]}", "customer_email");
        var session = Keep(StripeObjects.New("checkout.session", "cs_test"), key);
        session["amount_subtotal"] = total;
        session["amount_total"] = total;
        session["currency"] = "eur";
        session["client_reference_id"] = form["client_reference_id"];
        session["customer_email"] = form["customer_email"];
        session["locale"] = form["locale"];
        session["success_url"] = form["success_url"];
        session["cancel_url"] = form["cancel_url"];
        session["metadata"] = form.Map("metadata");
        session["payment_intent"] = null;
        session["expires_at"] = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds();
        session["url"] = $"https://checkout.stripe.com/c/pay/{session["id"]}";
        _intentMetadata[(string)session["id"]!] = form.Map("payment_intent_data[metadata]");
        return Done(session);
    }

    private (int Status, string Body) MakeRefund(StripeForm form, string key)
    {
        if (form["payment_intent"] is not { } intent || !_objects.TryGetValue(intent, out var paid) || paid.Account != key)
            return Refused(404, "invalid_request_error", "resource_missing", $"No such payment_intent: '{form["payment_intent"]}'", "payment_intent");
        var charge = ChargeOf(paid.Object);
        var left = (long)charge["amount"]! - (long)charge["amount_refunded"]!;
        var amount = form["amount"] is { } cents ? long.Parse(cents, CultureInfo.InvariantCulture) : left;
        if ((bool)charge["disputed"]!)
            return Refused(400, "invalid_request_error", "charge_disputed", "Charge has been charged back.");
        if (amount <= 0 || amount > left)
            return Refused(400, "invalid_request_error", null, "Refund amount is greater than unrefunded amount on charge.", "amount");
        return Done(Refund(paid.Object, amount, form.Map("metadata")).Refund);
    }

    private (int Status, string Body) Find(string id, string kind, string key) =>
        _objects.TryGetValue(id, out var found) && found.Account == key && (string)found.Object["object"]! == kind
            ? Done(found.Object)
            : Refused(404, "invalid_request_error", "resource_missing", $"No such {kind}: '{id}'", "id");

    private (int Status, string Body) List(string kind, StripeForm form, string key, string url) => Done(StripeObjects.Page(
        [.. _objects.Values
            .Where(kept => kept.Account == key && (string)kept.Object["object"]! == kind)
            .Select(kept => kept.Object)
            .Where(one => form["payment_intent"] is not { } intent || (string?)one["payment_intent"] == intent)
            .Where(one => form["charge"] is not { } charge || (string?)one["charge"] == charge)
            .Reverse()],
        form,
        url));

    private (int Status, string Body) ListEvents(StripeForm form, string key)
    {
        var since = long.Parse(form["created[gte]"] ?? "0", CultureInfo.InvariantCulture);
        var types = form.IndexesOf("types").Select(index => form[$"types[{index}]"]).ToList();
        return Done(StripeObjects.Page(
            [.. _events
                .Where(told => told.Account == key && (long)told.Event["created"]! >= since && (types.Count == 0 || types.Contains((string)told.Event["type"]!)))
                .Select(told => told.Event)
                .Reverse()],
            form,
            "/v1/events"));
    }

    private JsonObject Keep(JsonObject made, string account)
    {
        _objects.Add((string)made["id"]!, (account, made));
        return made;
    }
}
