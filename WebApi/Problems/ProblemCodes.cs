namespace Periscolaire.WebApi.Problems;

/// <summary>A kind of refusal: its stable code, its status, and what a person reads.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable; clients decide on it.</param>
/// <param name="Title">In French.</param>
internal sealed record ProblemKind(int Status, string Code, string Title);

/// <summary>Every refusal of the API.</summary>
internal static class ProblemKinds
{
    public static readonly ProblemKind InvalidRequest = new(400, "invalid-request", "La demande est mal formée.");
    public static readonly ProblemKind InvalidCursor = new(400, "invalid-cursor", "Le curseur de page n'est pas valable.");
    public static readonly ProblemKind EmptyDraft = new(400, "empty-draft", "La demande ne contient ni réservation ni annulation.");
    public static readonly ProblemKind TooManyItems = new(400, "too-many-items", "La demande contient trop de lignes.");
    public static readonly ProblemKind HistoryOutOfRange = new(400, "history-out-of-range", "Cet historique n'est pas consultable ici.");
    public static readonly ProblemKind ConfirmationMismatch = new(400, "confirmation-mismatch", "Les deux saisies ne sont pas identiques.");
    public static readonly ProblemKind InvalidEmail = new(400, "invalid-email", "Cette adresse de courriel n'est pas valable.");
    public static readonly ProblemKind PasswordTooShort = new(400, "password-too-short", "Le mot de passe doit avoir au moins 12 caractères.");
    public static readonly ProblemKind PasswordTooLong = new(400, "password-too-long", "Le mot de passe a 128 caractères au plus.");
    public static readonly ProblemKind PasswordTooCommon = new(400, "password-too-common", "Ce mot de passe se devine trop facilement : choisissez plusieurs mots sans rapport entre eux.");
    public static readonly ProblemKind WrongCurrentPassword = new(400, "wrong-current-password", "Le mot de passe actuel n'est pas le bon.");
    public static readonly ProblemKind WrongAnswer = new(400, "wrong-answer", "Ce n'est pas la bonne réponse.");
    public static readonly ProblemKind WrongCode = new(400, "wrong-code", "Ce code n'est pas le bon, ou il n'est plus valable.");
    public static readonly ProblemKind TicketSpent = new(400, "ticket-spent", "Ce lien n'est plus valable : demandez-en un autre.");
    public static readonly ProblemKind InvalidPriceGrid = new(400, "invalid-price-grid", "Une grille tarifaire est incorrecte : rien n'a été modifié.");
    public static readonly ProblemKind UnreadableFile = new(400, "unreadable-file", "Ce fichier n'est pas un tableau CSV lisible.");
    public static readonly ProblemKind InvalidImport = new(400, "invalid-import", "Le fichier contient des erreurs : rien n'a été écrit.");
    public static readonly ProblemKind InvalidAmount = new(400, "invalid-amount", "Ce montant n'est pas valable.");
    public static readonly ProblemKind WalletTwice = new(400, "wallet-twice", "Chaque compte ne figure qu'une fois.");
    public static readonly ProblemKind WebhookNotSigned = new(400, "webhook-not-signed", "Le message n'est pas signé.");
    public static readonly ProblemKind WebhookWrongSignature = new(400, "webhook-wrong-signature", "La signature du message n'est pas reconnue.");
    public static readonly ProblemKind WebhookWrongTime = new(400, "webhook-wrong-time", "Le message a été signé il y a trop longtemps, ou l'horloge n'est pas à l'heure.");
    public static readonly ProblemKind WebhookNotAnEvent = new(400, "webhook-not-an-event", "Le message est signé, mais n'est pas un événement.");
    public static readonly ProblemKind WebhookOtherVersion = new(400, "webhook-other-version", "Le message est d'une autre version de l'interface de Stripe.");
    public static readonly ProblemKind NotSignedIn = new(401, "not-signed-in", "Vous devez vous identifier.");
    public static readonly ProblemKind InvalidCredentials = new(401, "invalid-credentials", "Identifiant ou mot de passe incorrect.");
    public static readonly ProblemKind SecondFactorNeeded = new(401, "second-factor-needed", "Donnez aussi le code de la validation en deux étapes (code).");
    public static readonly ProblemKind SessionEnded = new(401, "session-ended", "Votre session est terminée, identifiez-vous à nouveau.");
    public static readonly ProblemKind Forbidden = new(403, "forbidden", "Vous n'avez pas accès à cette page.");
    public static readonly ProblemKind RightMissing = new(403, "right-missing", "Vos droits ne permettent pas cette opération.");
    public static readonly ProblemKind PasswordMustChange = new(403, "password-must-change", "Choisissez d'abord votre propre mot de passe.");
    public static readonly ProblemKind SecondFactorRequired = new(403, "second-factor-required", "Activez d'abord la validation en deux étapes.");
    public static readonly ProblemKind NotFound = new(404, "not-found", "Cette adresse n'existe pas.");
    public static readonly ProblemKind UnknownChild = new(404, "unknown-child", "Cet enfant n'est pas connu de votre famille.");
    public static readonly ProblemKind UnknownActivity = new(404, "unknown-activity", "Cette activité n'existe pas.");
    public static readonly ProblemKind UnknownActivityDay = new(404, "unknown-activity-day", "Cette activité n'est pas ouverte ce jour-là.");
    public static readonly ProblemKind UnknownBooking = new(404, "unknown-booking", "Cette réservation n'existe pas.");
    public static readonly ProblemKind UnknownAccount = new(404, "unknown-account", "Ce compte n'existe pas.");
    public static readonly ProblemKind UnknownStructure = new(404, "unknown-structure", "Cette structure n'existe pas.");
    public static readonly ProblemKind UnknownFamily = new(404, "unknown-family", "Cette famille n'existe pas.");
    public static readonly ProblemKind UnknownWallet = new(404, "unknown-wallet", "Ce porte-monnaie n'existe pas.");
    public static readonly ProblemKind UnknownReceipt = new(404, "unknown-receipt", "Cette quittance n'existe pas.");
    public static readonly ProblemKind NoCertificate = new(404, "no-certificate", "Cet enfant n'ouvre pas droit à une attestation pour cette année.");
    public static readonly ProblemKind UnknownTransmission = new(404, "unknown-transmission", "Cette transmission n'existe pas.");
    public static readonly ProblemKind UnknownMail = new(404, "unknown-mail", "Ce courriel n'existe pas ou n'est pas en échec.");
    public static readonly ProblemKind UnknownPayment = new(404, "unknown-payment", "Ce paiement n'existe pas.");
    public static readonly ProblemKind MethodNotAllowed = new(405, "method-not-allowed", "Cette méthode n'est pas prévue ici.");
    public static readonly ProblemKind FamilyInDebt = new(409, "family-in-debt", "Votre compte est débiteur : vous ne pouvez pas réserver.");
    public static readonly ProblemKind Full = new(409, "full", "La journée est complète.");
    public static readonly ProblemKind DecisionImpossible = new(409, "decision-impossible", "Cette décision n'est plus possible.");
    public static readonly ProblemKind SecondFactorSet = new(409, "second-factor-set", "La validation en deux étapes est déjà active : retirez-la d'abord.");
    public static readonly ProblemKind OwnRights = new(409, "own-rights", "Un administrateur ne retire pas ses propres droits et ne ferme pas son propre compte : un autre administrateur le fait.");
    public static readonly ProblemKind IdTaken = new(409, "id-taken", "Cet identifiant a déjà servi pour autre chose : choisissez-en un autre.");
    public static readonly ProblemKind ChildHasBookings = new(409, "child-has-bookings", "Cet enfant a des inscriptions ou des débits : il ne peut pas être retiré.");
    public static readonly ProblemKind ImportOvertaken = new(409, "import-overtaken", "Des données du fichier ont changé pendant la reprise.");
    public static readonly ProblemKind RefundAboveBalance = new(409, "refund-above-balance", "Le remboursement dépasse le solde.");
    public static readonly ProblemKind ReceiptFinal = new(409, "receipt-final", "Cette quittance ne s'annule pas : remboursez le paiement par carte, ou saisissez à nouveau.");
    public static readonly ProblemKind AlreadyCredited = new(409, "already-credited", "Cette absence a déjà été recréditée : corrigez le pointage.");
    public static readonly ProblemKind BookingNotAccepted = new(409, "booking-not-accepted", "Seule une réservation acceptée se pointe.");
    public static readonly ProblemKind AttendanceTooEarly = new(409, "attendance-too-early", "Cette journée n'est pas encore venue : seule une absence s'annonce d'avance.");
    public static readonly ProblemKind YearNotFinished = new(409, "year-not-finished", "Cette année n'est pas terminée.");
    public static readonly ProblemKind TransmissionUnderWay = new(409, "transmission-under-way", "Cette transmission n'est pas terminée.");
    public static readonly ProblemKind PaymentsNotOffered = new(409, "payments-not-offered", "La mairie n'accepte pas les paiements par carte ici.");
    public static readonly ProblemKind PaymentDiffers = new(409, "payment-differs", "Un autre paiement a été demandé avec le même Idempotency-Key.");
    public static readonly ProblemKind PaymentEnded = new(409, "payment-ended", "Ce paiement est terminé : recommencez-en un autre.");
    public static readonly ProblemKind PaymentNotPaid = new(409, "payment-not-paid", "Ce paiement n'a pas été encaissé : il ne peut pas être remboursé ici.");
    public static readonly ProblemKind RefundTooMuch = new(409, "refund-too-much", "Le remboursement dépasse ce qui reste de ce paiement.");
    public static readonly ProblemKind RefundDiffers = new(409, "refund-differs", "Un remboursement du même nom a un autre montant.");
    public static readonly ProblemKind RefundRefused = new(409, "refund-refused", "Stripe refuse ce remboursement.");
    public static readonly ProblemKind RefundFailed = new(409, "refund-failed", "Ce remboursement n'est pas arrivé : le compte a été recrédité, demandez-en un autre.");
    public static readonly ProblemKind ChangedMeanwhile = new(412, "changed-meanwhile", "Quelqu'un d'autre l'a modifié entre-temps : relisez avant de modifier.");
    public static readonly ProblemKind AlreadyExists = new(412, "already-exists", "Cet élément existe déjà : lisez-le, puis modifiez-le.");
    public static readonly ProblemKind TooLarge = new(413, "too-large", "La demande est trop volumineuse.");
    public static readonly ProblemKind UnsupportedMediaType = new(415, "unsupported-media-type", "Le contenu doit être du JSON (application/json).");
    public static readonly ProblemKind IfMatchRequired = new(428, "if-match-required", "Indiquez la version que vous modifiez (If-Match).");
    public static readonly ProblemKind TooManyAttempts = new(429, "too-many-attempts", "Trop d'essais : patientez avant le prochain.");
    public static readonly ProblemKind TooManyRequests = new(429, "too-many-requests", "Trop de demandes en peu de temps : patientez un instant.");
    public static readonly ProblemKind Internal = new(500, "internal-error", "Une erreur interne s'est produite.");
    public static readonly ProblemKind Overloaded = new(503, "overloaded", "Le service est très sollicité : réessayez dans un instant.");
    public static readonly ProblemKind ProviderUnavailable = new(503, "provider-unavailable", "Le service de paiement ne répond pas : réessayez dans un instant.");
    public static readonly ProblemKind StoreUnavailable = new(503, "store-unavailable", "Le service n'a pas pu confirmer l'enregistrement.");
}
