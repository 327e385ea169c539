using System.Text.Json.Nodes;

namespace Periscolaire.Testing;

/// <summary>What families, banks and the town hall do at Stripe. Each gives the events that Stripe would send of it.</summary>
public sealed partial class LoopbackStripe
{
    private readonly List<(string Account, JsonObject Event)> _events = [];
    private readonly Dictionary<string, JsonObject> _intentMetadata = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the version that events are written in.</summary>
    public string Version { get; set; } = Stripe.StripeConfiguration.ApiVersion;

    /// <summary>The page of a payment.</summary>
    public string SessionOf(string payment)
    {
        lock (_lock)
            return _objects.Values.Single(kept => (string?)kept.Object["client_reference_id"] == payment).Object["id"]!.ToString();
    }

    /// <summary>An object as it is now.</summary>
    public JsonObject this[string id]
    {
        get
        {
            lock (_lock)
                return _objects[id].Object.DeepClone().AsObject();
        }
    }

    /// <summary>A card is accepted.</summary>
    public IReadOnlyList<JsonObject> Pay(string session, long? cents = null, string currency = "eur")
    {
        lock (_lock)
        {
            var page = _objects[session].Object;
            page["amount_total"] = cents ?? (long)page["amount_total"]!;
            page["currency"] = currency;
            Complete(page, "paid", "succeeded");
            return [Tell("checkout.session.completed", page)];
        }
    }

    /// <summary>A means of payment that takes days is begun.</summary>
    public IReadOnlyList<JsonObject> BeginAsync(string session)
    {
        lock (_lock)
        {
            Complete(_objects[session].Object, "unpaid", "processing");
            return [Tell("checkout.session.completed", _objects[session].Object)];
        }
    }

    public IReadOnlyList<JsonObject> SucceedAsync(string session) => EndAsync(session, "paid", "succeeded", "checkout.session.async_payment_succeeded");

    public IReadOnlyList<JsonObject> FailAsync(string session) =>
        EndAsync(session, "unpaid", "requires_payment_method", "checkout.session.async_payment_failed");

    /// <summary>The page is not used in time.</summary>
    public IReadOnlyList<JsonObject> Expire(string session)
    {
        lock (_lock)
        {
            _objects[session].Object["status"] = "expired";
            return [Tell("checkout.session.expired", _objects[session].Object)];
        }
    }

    /// <summary>Somebody pays back from Stripe's own pages.</summary>
    public (string Id, IReadOnlyList<JsonObject> Events) RefundFromDashboard(string session, long cents)
    {
        lock (_lock)
        {
            var (refund, events) = Refund(IntentOf(session), cents, []);
            return ((string)refund["id"]!, events);
        }
    }

    /// <summary>A refund does not arrive.</summary>
    public IReadOnlyList<JsonObject> FailRefund(string refund)
    {
        lock (_lock)
        {
            var failed = _objects[refund].Object;
            failed["status"] = "failed";
            var charge = _objects[(string)failed["charge"]!].Object;
            charge["amount_refunded"] = (long)charge["amount_refunded"]! - (long)failed["amount"]!;
            return [Tell("refund.updated", failed), Tell("refund.failed", failed)];
        }
    }

    /// <summary>The family's bank takes the money back, or asks first.</summary>
    public (string Id, IReadOnlyList<JsonObject> Events) Dispute(string session, bool isInquiry = false)
    {
        lock (_lock)
        {
            var intent = IntentOf(session);
            var charge = ChargeOf(intent);
            var dispute = Keep(StripeObjects.New("dispute", "du"), AccountOf(intent));
            dispute["amount"] = (long)charge["amount"]!;
            dispute["currency"] = (string)charge["currency"]!;
            dispute["charge"] = (string)charge["id"]!;
            dispute["payment_intent"] = (string)intent["id"]!;
            dispute["status"] = isInquiry ? "warning_needs_response" : "needs_response";
            charge["disputed"] = !isInquiry;
            return ((string)dispute["id"]!, isInquiry
                ? [Tell("charge.dispute.created", dispute)]
                : [Tell("charge.dispute.created", dispute), Tell("charge.dispute.funds_withdrawn", dispute)]);
        }
    }

    public IReadOnlyList<JsonObject> WinDispute(string dispute) => CloseDispute(dispute, "won", "charge.dispute.closed", "charge.dispute.funds_reinstated");

    public IReadOnlyList<JsonObject> LoseDispute(string dispute) => CloseDispute(dispute, "lost", "charge.dispute.closed");

    /// <summary>Everything that Stripe has told of an account, in order; a payment of somebody else's among it.</summary>
    public IReadOnlyList<JsonObject> Told(string account = Key)
    {
        lock (_lock)
            return [.. _events.Where(told => told.Account == account).Select(told => told.Event.DeepClone().AsObject())];
    }

    private IReadOnlyList<JsonObject> EndAsync(string session, string paymentStatus, string intentStatus, string type)
    {
        lock (_lock)
        {
            _objects[session].Object["payment_status"] = paymentStatus;
            IntentOf(session)["status"] = intentStatus;
            return [Tell(type, _objects[session].Object)];
        }
    }

    private IReadOnlyList<JsonObject> CloseDispute(string dispute, string status, params string[] types)
    {
        lock (_lock)
        {
            _objects[dispute].Object["status"] = status;
            return [.. types.Select(type => Tell(type, _objects[dispute].Object))];
        }
    }

    private void Complete(JsonObject page, string paymentStatus, string intentStatus)
    {
        var account = AccountOf(page);
        var intent = Keep(StripeObjects.New("payment_intent", "pi"), account);
        var charge = Keep(StripeObjects.New("charge", "ch"), account);
        foreach (var made in (JsonObject[])[intent, charge])
        {
            made["amount"] = (long)page["amount_total"]!;
            made["currency"] = (string)page["currency"]!;
            made["metadata"] = _intentMetadata[(string)page["id"]!].DeepClone();
        }

        intent["last_payment_error"] = null;
        intent["status"] = intentStatus;
        intent["latest_charge"] = (string)charge["id"]!;
        charge["payment_intent"] = (string)intent["id"]!;
        page["payment_intent"] = (string)intent["id"]!;
        page["payment_status"] = paymentStatus;
        page["status"] = "complete";
    }

    private (JsonObject Refund, IReadOnlyList<JsonObject> Events) Refund(JsonObject intent, long cents, JsonObject metadata)
    {
        var charge = ChargeOf(intent);
        var refund = Keep(StripeObjects.New("refund", "re"), AccountOf(intent));
        refund["amount"] = cents;
        refund["currency"] = (string)charge["currency"]!;
        refund["charge"] = (string)charge["id"]!;
        refund["payment_intent"] = (string)intent["id"]!;
        refund["metadata"] = metadata;
        charge["amount_refunded"] = (long)charge["amount_refunded"]! + cents;
        charge["refunded"] = (long)charge["amount_refunded"]! == (long)charge["amount"]!;

        // As Stripe's versions since 2022 write it: without the list.
        charge.Remove("refunds");
        return (refund, [Tell("refund.created", refund), Tell("charge.refunded", charge)]);
    }

    private JsonObject Tell(string type, JsonObject about)
    {
        var told = StripeObjects.Event(type, about, Version);
        _events.Add((AccountOf(about), told));
        return told.DeepClone().AsObject();
    }

    private JsonObject IntentOf(string session) => _objects[(string)_objects[session].Object["payment_intent"]!].Object;

    private JsonObject ChargeOf(JsonObject intent) => _objects[(string)intent["latest_charge"]!].Object;

    private string AccountOf(JsonObject about) => _objects[(string)about["id"]!].Account;
}
