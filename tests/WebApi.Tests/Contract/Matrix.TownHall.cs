namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>What staff do to run a town hall.</summary>
internal static partial class Matrix
{
    private static Entry[] Catalogue =>
    [
        new("GET /staff/settings", Who.Staff),
        new("PUT /staff/settings", Who.Administrator, Body: """{"name":"Mairie de ville","zone":"b"}"""),
        new("GET /staff/wallets", Who.Staff),
        new("GET /staff/wallets/{walletId}", Who.Staff),
        new("PUT /staff/wallets/{walletId}", Who.Administrator, Body: """{"label":"Périscolaire"}"""),
        new("DELETE /staff/wallets/{walletId}", Who.Administrator, Status: 400),
        new("GET /staff/activities", Who.Staff),
        new("GET /staff/activities/{activityId}", Who.Staff),
        new("PUT /staff/activities/{activityId}", Who.Administrator, Body:
            """{"label":"Sur dossier","arrival":"17:00","departure":"19:00","minimumAge":3,"maximumAge":12,"wallet":"<walletId>","reviewedByStaff":true}"""),
        new("DELETE /staff/activities/{activityId}", Who.Administrator, Status: 400),
        new("GET /staff/periods", Who.Staff),
        new("GET /staff/periods/{periodId}", Who.Staff),
        new("PUT /staff/periods/{periodId}", Who.Administrator, Address: "/staff/periods/<unique>", Makes: true, Body:
            """
            {"label":"Aujourd'hui","activities":["<otherActivityId>"],"dates":["<today>"],"opensAt":"2026-01-01T00:00:00Z","closesAt":"2100-01-01T00:00:00Z",
            "toBook":{"kind":"hours-before","hours":0},"toCancel":{"kind":"hours-before","hours":0}}
            """),
        new("DELETE /staff/periods/{periodId}", Who.Administrator, Status: 409),
        new("POST /staff/periods/{periodId}/dates/generation", Who.Administrator, "dryRun=true", Body:
            """{"kind":"school-weekdays","weekdays":["wednesday"],"from":"<date>","to":"<date>","added":["<date>"]}"""),
        new("POST /staff/school-years/{from}/copy", Who.Administrator, "dryRun=true", """{"to":2027}""", "/staff/school-years/<lastYear>/copy", Status: 400),
        new("GET /staff/school-holidays", Who.Staff),
        new("PUT /staff/school-holidays", Who.Administrator, Body: "zone,name,first,last\nB,Vacances de Noël,2026-12-20,2027-01-03\n", MediaType: "text/csv"),
        new("DELETE /staff/school-holidays", Who.Administrator),
        new("GET /staff/penalty-rules", Who.Staff),
        new("PUT /staff/penalty-rules", Who.Administrator, Body: """{"unjustifiedAbsence":{"walletId":"<walletId>","amount":3.00}}"""),
        new("GET /staff/caf-rules", Who.Staff),
        new("PUT /staff/caf-rules", Who.Administrator, Body: """{"ageBounds":[6,12],"slots":[{"activityId":"<activityId>","hours":2.0}]}"""),
    ];

    private static Entry[] Closures =>
    [
        new("PUT /staff/capacities", Who.Director, Body: """{"activities":["<activityId>"],"from":"<date>","to":"<date>","capacity":6,"reason":"Rentrée"}"""),
        new("GET /staff/closures", Who.Staff),
        new("POST /staff/closures", Who.Director, "dryRun=true", """{"activities":["<activityId>"],"dates":["<date>"],"reason":"Grève"}"""),
        new("POST /staff/activity-days/{activityId}/{date}/closure", Who.Director, "dryRun=true", """{"reason":"Grève"}"""),
        new("DELETE /staff/activity-days/{activityId}/{date}/closure", Who.Director, Status: 404),
    ];

    private static Entry[] Presences =>
    [
        new("PUT /staff/activity-days/{activityId}/{date}/animators", Who.Director, Body: """{"animators":1,"reason":"Un animateur"}"""),
        new("GET /staff/activity-days/{activityId}/{date}/attendance", Who.CounterOrDirector),
        new("PUT /staff/activity-days/{activityId}/{date}/attendance", Who.CounterOrDirector, ItemByItem: true, Body:
            """{"lines":[{"bookingId":"<bookingId>","state":"absent-justified","reason":"Certificat médical"}]}"""),
        new("GET /staff/activity-days/{activityId}/{date}/attendance.csv", Who.CounterOrDirector),
        new("GET /staff/activity-days/{activityId}/{date}/attendance.pdf", Who.CounterOrDirector),
        new("GET /staff/attendance/{date}", Who.CounterOrDirector),
        new("GET /staff/attendance/{date}.csv", Who.CounterOrDirector),
        new("GET /staff/attendance/{date}.pdf", Who.CounterOrDirector),
        new("PUT /staff/reservations/{bookingId}/attendance", Who.CounterOrDirector, Body: """{"state":"absent-justified","reason":"Certificat médical"}"""),
        new("GET /staff/families/{familyId}/children/{childId}/health-notes", Who.Director),
        new("PUT /staff/families/{familyId}/children/{childId}/health-notes", Who.Director, Body: """{"notes":"MARQUE : arachides"}"""),
        new("GET /staff/caf-hours", Who.Director, "from=<month>&to=<month>"),
        new("GET /staff/caf-hours.csv", Who.Director, "from=<month>&to=<month>"),
        new("GET /staff/statistics", Who.Director, "from=<month>&to=<month>"),
        new("GET /staff/statistics.csv", Who.Director, "from=<month>&to=<month>"),
    ];

    private static Entry[] Queues =>
    [
        new("GET /staff/reviews", Who.Director),
        new("POST /staff/reviews/decisions", Who.Director, ItemByItem: true, Body: """{"decisions":[{"bookingId":"<bookingId>","decision":"accept"}]}"""),
        new("GET /staff/waiting-lists", Who.Staff),
        new("GET /staff/activity-days/{activityId}/{date}/waiting-list", Who.CounterOrDirector),
        new("POST /staff/reservations/{bookingId}/promotion", Who.Director, Body: """{"reason":"Fratrie"}"""),
        new("GET /staff/families/{familyId}/reservations", Who.Counter),
        new("POST /staff/families/{familyId}/reservations", Who.Counter, ItemByItem: true, Body: ForAFamily),
        new("POST /staff/families/{familyId}/reservations/recap", Who.Counter, ItemByItem: true, Body: ForAFamily),
        new("GET /staff/exports/bookings.csv", Who.CounterOrDirector),
        new("GET /staff/exports/movements.csv", Who.CounterOrDirector),
        new("GET /staff/exports/attendance.csv", Who.CounterOrDirector),
        new("GET /staff/exports/mails.csv", Who.CounterOrDirector),
        new("GET /staff/exports/ledger.csv", Who.Accountant),
        new("GET /staff/exports/debtors.csv", Who.Accountant),
    ];

    private static Entry[] Takeover =>
    [
        new("GET /staff/families", Who.CounterOrDirectorOrAccountant),
        new("GET /staff/families/{familyId}", Who.CounterOrDirectorOrAccountant),
        new("PUT /staff/families/{familyId}", Who.Counter, Address: "/staff/families/<otherFamilyId>", Body: """{"name":"MARQUE autre","isResident":true}"""),

        // A child is edited on the version of its family.
        new("PUT /staff/families/{familyId}/children/{childId}", Who.Counter, Status: 428, Body: """{"firstName":"Lou","lastName":"MARQUE","birthDate":"2018-05-14"}"""),
        new("DELETE /staff/families/{familyId}/children/{childId}", Who.Counter, Status: 428),
        new("GET /staff/imports/{kind}/template.csv", Who.Administrator, Address: "/staff/imports/families/template.csv"),
        new("POST /staff/imports/{kind}", Who.Administrator, Address: "/staff/imports/families", Body: "famille;nom;résident\nmatrice;NOUVELLE;oui\n", MediaType: "text/csv"),
        new("GET /staff/families/{familyId}/data.zip", Who.Administrator),
        new("POST /staff/families/{familyId}/erasure", Who.Administrator, "dryRun=true", Address: "/staff/families/<spareFamilyId>/erasure", Body:
            """{"reason":"Demande reçue par courrier","confirm":"<spareFamilyId>"}"""),
        new("GET /staff/retention-rules", Who.Administrator),
        new("PUT /staff/retention-rules", Who.Administrator, Body: """{"mails":12,"healthNotes":12}"""),
    ];

    private const string ForAFamily =
        """{"reason":"Appel de la famille","requests":[{"childId":"<childId>","activityId":"<otherActivityId>","date":"<date>"}],"cancellations":[]}""";
}
