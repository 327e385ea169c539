namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>
/// The authorisation matrix, written by hand from SPEC (Accounts 4, Staff): each operation of the API, who may call it, and an example of it. An
/// operation without a line here fails the tests, and so does a line without an operation.
/// </summary>
internal static partial class Matrix
{
    public static IReadOnlyList<Entry> Entries { get; } = [.. Everybody, .. Families, .. Days, .. Money, .. Nights, .. Accounts, .. Catalogue, .. Closures, .. Presences, .. Queues, .. Takeover];

    private static Entry[] Everybody =>
    [
        new("POST /structures/{structure}/sessions", Who.Anyone, Body: """{"identifier":"<familyId>","password":"un mauvais mot de passe"}""", Status: 401),
        new("POST /sessions/refresh", Who.Anyone, Body: """{"refreshToken":"bidon"}""", Status: 401),
        new("POST /structures/{structure}/password-recovery/question", Who.Anyone, Body: """{"identifier":"<familyId>"}"""),
        new("POST /structures/{structure}/password-recovery/answer", Who.Anyone, Body: """{"identifier":"<familyId>","answer":"rien"}""", Status: 400),
        new("POST /structures/{structure}/password-recovery/opening", Who.Anyone, Body: """{"identifier":"<familyId>","code":"rien"}""", Status: 400),
        new("POST /structures/{structure}/password-recovery/email", Who.Anyone, Body: """{"identifier":"<familyId>","email":"rien@example.org"}"""),
        new("POST /structures/{structure}/password-recovery/reset", Who.Anyone, Body:
            """{"resetToken":"bidon","newPassword":"quatre mots sans rapport","newPasswordConfirmation":"quatre mots sans rapport"}""", Status: 400),

        // Stripe's own: signed, or refused.
        new("POST /webhooks/stripe", Who.Anyone, Body: """{"id":"evt_1"}""", Status: 404),
        new("GET /home", Who.SignedIn),
        new("GET /sessions", Who.SignedIn),
        new("DELETE /sessions/others", Who.SignedIn),
        new("DELETE /sessions/current", Who.SignedIn),
        new("GET /account", Who.SignedIn),
        new("PUT /account/password", Who.SignedIn, Body:
            """{"currentPassword":"un mauvais mot de passe","newPassword":"quatre mots sans rapport","newPasswordConfirmation":"quatre mots sans rapport"}""", Status: 400),
        new("POST /account/second-factor", Who.SignedIn, Body: """{"currentPassword":"un mauvais mot de passe"}""", Status: 400),
        new("POST /account/second-factor/confirmation", Who.SignedIn, Body: """{"code":"123456"}""", Status: 400),
        new("POST /account/second-factor/removal", Who.SignedIn, Body: """{"code":"123456"}""", Status: 400),
    ];

    private static Entry[] Families =>
    [
        new("GET /family/children", Who.Family),
        new("GET /family/profile", Who.Family),
        new("PATCH /family/profile", Who.Family, Body: """{"currentPassword":"un mot de passe d'essai","email":"a@example.org","emailConfirmation":"a@example.org"}"""),
        new("DELETE /family/profile/pending", Who.Family),
        new("GET /family/children/{childId}/calendar", Who.Family, "month=<month>"),
        new("POST /family/reservations/recap", Who.Family, Body: Reservation, ItemByItem: true),
        new("POST /family/reservations", Who.Family, Body: Reservation, ItemByItem: true),
        new("GET /family/reservations", Who.Family),
        new("GET /family/reservations.csv", Who.Family),
        new("GET /family/reservations.ics", Who.Family),
        new("GET /family/wallets", Who.Family),
        new("GET /family/wallets.csv", Who.Family),
        new("GET /family/wallets.pdf", Who.Family),
        new("GET /family/wallets/{walletId}/entries", Who.Family),
        new("GET /family/history/consumptions", Who.Family),
        new("GET /family/history/consumptions.csv", Who.Family),
        new("GET /family/history/consumptions.pdf", Who.Family),
        new("GET /family/history/payments", Who.Family),
        new("GET /family/history/payments.csv", Who.Family),
        new("GET /family/history/payments.pdf", Who.Family),
        new("GET /family/receipts/{year}/{number}.pdf", Who.Family),
        new("GET /family/certificates/{year}", Who.Family, Address: "/family/certificates/<lastYear>"),
        new("GET /family/certificates/{year}/{childId}.pdf", Who.Family, Address: "/family/certificates/<lastYear>/<childId>.pdf"),
        new("GET /family/data.zip", Who.Family),
        new("POST /family/payments", Who.Family, Body: """{"amounts":[{"walletId":"<walletId>","amount":12.50}],"email":"a@example.org"}"""),
        new("GET /family/payments", Who.Family),
        new("GET /family/payments/{paymentId}", Who.Family),
    ];

    private static Entry[] Days =>
    [
        new("GET /staff/activity-days/{activityId}/{date}", Who.Staff),
        new("PUT /staff/activity-days/{activityId}/{date}/capacity", Who.Director, Body: """{"capacity":6,"reason":"Un animateur de plus"}"""),
        new("POST /staff/reservations/{bookingId}/decision", Who.Director, Body: """{"decision":"accept","reason":"Dossier complet"}"""),
        new("PUT /staff/reservations/{bookingId}/absence", Who.CounterOrDirector, Body: """{"justified":true,"reason":"Certificat médical"}"""),
        new("GET /staff/announcements", Who.Staff),
        new("PUT /staff/announcements", Who.Director, Body:
            """{"announcements":[{"title":"Rentrée","text":"Bienvenue","from":"<today>","to":"<today>"}]}"""),
    ];

    private static Entry[] Money =>
    [
        new("GET /staff/price-grids", Who.Staff),
        new("PUT /staff/price-grids", Who.Accountant, Body:
            """{"grids":[{"id":"unique","label":"Tarif unique","activities":["<otherActivityId>","<activityId>"],"from":"<today>","care":{"price":5.00}}]}"""),
        new("GET /staff/families/{familyId}/quotients", Who.Accountant),
        new("PUT /staff/families/{familyId}/quotients/{from}", Who.Accountant, Address: "/staff/families/<familyId>/quotients/<today>", Body: """{"value":640.50}"""),
        new("GET /staff/families/{familyId}/wallets", Who.CounterOrAccountant),
        new("GET /staff/families/{familyId}/wallets.csv", Who.CounterOrAccountant),
        new("GET /staff/families/{familyId}/wallets.pdf", Who.CounterOrAccountant),
        new("GET /staff/families/{familyId}/wallets/{walletId}/entries", Who.CounterOrAccountant),
        new("GET /staff/families/{familyId}/history/consumptions", Who.CounterOrAccountant),
        new("GET /staff/families/{familyId}/history/consumptions.csv", Who.CounterOrAccountant),
        new("GET /staff/families/{familyId}/history/consumptions.pdf", Who.CounterOrAccountant),
        new("GET /staff/families/{familyId}/history/payments", Who.CounterOrAccountant),
        new("GET /staff/families/{familyId}/history/payments.csv", Who.CounterOrAccountant),
        new("GET /staff/families/{familyId}/history/payments.pdf", Who.CounterOrAccountant),
        new("GET /staff/families/{familyId}/certificates/{year}", Who.CounterOrAccountant, Address: "/staff/families/<familyId>/certificates/<lastYear>"),
        new("GET /staff/families/{familyId}/certificates/{year}/{childId}.pdf", Who.CounterOrAccountant,
            Address: "/staff/families/<familyId>/certificates/<lastYear>/<childId>.pdf"),
        new("POST /staff/families/{familyId}/payments", Who.CounterOrAccountant, Body:
            """{"id":"<unique>","mode":"CH","amounts":[{"walletId":"<walletId>","amount":20.00}],"date":"<today>","document":"789456"}"""),
        new("POST /staff/families/{familyId}/refunds", Who.Accountant, Body:
            """{"id":"<unique>","mode":"VIR","amounts":[{"walletId":"<walletId>","amount":1.00}],"date":"<today>","reason":"Solde rendu"}"""),
        new("POST /staff/families/{familyId}/corrections", Who.Accountant, Body: """{"id":"<unique>","amounts":[{"walletId":"<walletId>","amount":-1.00}],"reason":"Reprise"}"""),
        new("POST /staff/families/{familyId}/penalties", Who.DirectorOrAccountant, Body:
            """{"id":"<unique>","walletId":"<walletId>","childId":"<childId>","date":"<today>","amount":5.00,"reason":"Retard"}"""),
        new("GET /staff/receipts/{year}/{number}.pdf", Who.CounterOrAccountant),
        new("POST /staff/receipts/{year}/{number}/cancellation", Who.Accountant, Body: """{"reason":"Saisi sur la mauvaise famille"}"""),
        new("GET /staff/card-payments", Who.Accountant),
        new("GET /staff/card-payments/{paymentId}", Who.Accountant),
        new("POST /staff/card-payments/{paymentId}/refunds", Who.Accountant, Body: """{"id":"<unique>","amount":1.00,"reason":"Payé deux fois"}"""),
    ];

    private static Entry[] Nights =>
    [
        new("POST /staff/transmissions", Who.DirectorOrAccountant),
        new("GET /staff/transmissions", Who.Staff),
        new("GET /staff/transmissions/{id}", Who.Staff, Address: "/staff/transmissions/<transmission>"),
        new("GET /staff/transmissions/{id}/manifest", Who.Staff, Address: "/staff/transmissions/<transmission>/manifest"),
        new("GET /staff/transmissions/{id}/manifest.csv", Who.Staff, Address: "/staff/transmissions/<transmission>/manifest.csv"),
        new("GET /staff/mails", Who.CounterOrDirector),
        new("POST /staff/mails/{mailId}/retry", Who.CounterOrDirector, Status: 404),
        new("GET /staff/consistency", Who.Staff),
        new("GET /staff/audit-trail", Who.Administrator),
    ];

    private static Entry[] Accounts =>
    [
        new("POST /staff/accounts/{identifier}/password", Who.Counter, Body: """{"password":"brouette tulipe 84 canal"}"""),
        new("GET /staff/accounts", Who.Administrator),
        new("GET /staff/accounts/{identifier}", Who.Administrator, Address: "/staff/accounts/<staffIdentifier>"),
        new("PUT /staff/accounts/{identifier}", Who.Administrator, Address: "/staff/accounts/<staffIdentifier>", Body: """{"displayName":"Réserve","rights":["administrator"]}"""),
        new("POST /staff/accounts/{identifier}/reopening", Who.Administrator, Address: "/staff/accounts/<staffIdentifier>/reopening"),
        new("GET /staff/families/{familyId}/accounts", Who.Counter),
        new("GET /staff/families/{familyId}/accounts/{identifier}", Who.Counter, Address: "/staff/families/<otherFamilyId>/accounts/<identifier>"),
        new("PUT /staff/families/{familyId}/accounts/{identifier}", Who.Counter, Address: "/staff/families/<otherFamilyId>/accounts/<identifier>",
            Body: """{"displayName":"DUPONT Marie"}"""),
        new("POST /staff/families/{familyId}/accounts/{identifier}/reopening", Who.Counter, Address: "/staff/families/<otherFamilyId>/accounts/<identifier>/reopening"),
        new("GET /operator/structures", Who.Operator),
        new("PUT /operator/structures/{structureId}", Who.Operator, Address: "/operator/structures/<unique>", Makes: true, Body:
            """{"name":"Mairie de MONTIERCHAUME","zone":"b","administrator":{"identifier":"secretariat","displayName":"Secrétariat général"}}"""),
        new("POST /operator/structures/{structureId}/administrators/{identifier}/reopening", Who.Operator,
            Address: "/operator/structures/ville/administrators/<staffIdentifier>/reopening"),
    ];

    private const string Reservation =
        """{"requests":[{"childId":"<childId>","activityId":"<activityId>","date":"<date>"}],"cancellations":[{"bookingId":"<otherBookingId>"}]}""";
}
