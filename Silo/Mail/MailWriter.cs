using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Microsoft.Extensions.Options;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Mail;
using Periscolaire.Transmission;
using Periscolaire.Transmission.Rules;

namespace Periscolaire.Silo.Mail;

/// <summary>Writes mails with Liquid templates, a plain and an HTML part of each; what comes from people is escaped in HTML.</summary>
internal sealed class MailWriter : IMailWriter
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly FluidParser Parser = new();

    /// <summary>Accents stay letters; what means something in HTML does not.</summary>
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly TemplateOptions _options = new() { CultureInfo = French };
    private readonly IFluidTemplate _digestText = Template("digest.txt.liquid");
    private readonly IFluidTemplate _digestHtml = Template("digest.html.liquid");
    private readonly IFluidTemplate _noticeText = Template("notice.txt.liquid");
    private readonly IFluidTemplate _noticeHtml = Template("notice.html.liquid");
    private readonly string _portal;

    public MailWriter(IOptions<SmtpOptions> options)
    {
        _portal = options.Value.Portal.TrimEnd('/');
        _options.MemberAccessStrategy.MemberNameStrategy = MemberNameStrategies.CamelCase;
        _options.MemberAccessStrategy.Register<Group>();
        _options.MemberAccessStrategy.Register<Line>();
    }

    public QueuedMail Digest(TransmissionRun run, ConcernedFamily family, Digest digest, CatalogueIndex catalogue)
    {
        var settings = catalogue.Catalogue.Settings;
        var subject = $"Compte rendu de vos réservations - {settings.Name}";
        var context = Context(subject, family.Name, settings);
        context.SetValue("received", digest.Received);
        context.SetValue("requests", digest.Requests);
        context.SetValue("cancellations", digest.Cancellations);
        context.SetValue("groups", GroupsOf(digest, catalogue));
        if (digest.AmountDue > 0)
            context.SetValue("due", digest.AmountDue.ToString("C", French));
        return new QueuedMail(
            string.Create(CultureInfo.InvariantCulture, $"digest.{run.Number}.{family.Id.Value}"),
            family.Id,
            settings.Name,
            family.Email!,
            family.Name,
            subject,
            _digestText.Render(context, NullEncoder.Default),
            _digestHtml.Render(context, Html));
    }

    public QueuedMail Write(Notice notice, CatalogueIndex catalogue)
    {
        var settings = catalogue.Catalogue.Settings;
        var subject = $"{notice.Title} - {settings.Name}";
        var context = Context(subject, notice.Name, settings);
        context.SetValue("paragraphs", notice.Paragraphs.ToArray());
        if (notice.LinkToken is not null)
            context.SetValue("link", $"{_portal}/mot-de-passe?jeton={notice.LinkToken}");
        return new QueuedMail(
            notice.Id,
            notice.Family,
            settings.Name,
            notice.Recipient,
            notice.Name,
            subject,
            _noticeText.Render(context, NullEncoder.Default),
            _noticeHtml.Render(context, Html));
    }

    private TemplateContext Context(string subject, string name, StructureSettings settings)
    {
        var context = new TemplateContext(_options);
        context.SetValue("subject", subject);
        context.SetValue("family", name);
        context.SetValue("structure", settings.Name);
        if (settings.Contact is not null)
            context.SetValue("contact", settings.Contact);
        return context;
    }

    /// <summary>Lines with a zero count are left out.</summary>
    private static List<Group> GroupsOf(Digest digest, CatalogueIndex catalogue)
    {
        (ImmutableArray<DigestLine> Lines, string One, string Many)[] all =
        [
            (digest.Accepted, "réservation a été acceptée", "réservations ont été acceptées"),
            (digest.Promoted, "réservation en liste d'attente a obtenu une place", "réservations en liste d'attente ont obtenu une place"),
            (digest.UnderReview, "réservation est en attente de traitement par nos services", "réservations sont en attente de traitement par nos services"),
            (digest.Waitlisted, "réservation a été mise en liste d'attente", "réservations ont été mises en liste d'attente"),
            (digest.Refused, "réservation a été refusée", "réservations ont été refusées"),
            (digest.Cancelled, "réservation a été annulée", "réservations ont été annulées"),
        ];
        return [.. all.Where(group => !group.Lines.IsEmpty).Select(group => new Group(
            group.Lines.Length,
            group.Lines.Length > 1 ? group.Many : group.One,
            [.. group.Lines.Select(line => new Line(
                line.Booking.Date.ToString("ddd dd/MM/yyyy", French),
                line.Child,
                catalogue.Find(line.Booking.Activity)?.Label ?? line.Booking.Activity.Value,
                line.Reason))]))];
    }

    private static IFluidTemplate Template(string name)
    {
        using var stream = typeof(MailWriter).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The template {name} is not in the program.");
        using var reader = new StreamReader(stream);
        return Parser.Parse(reader.ReadToEnd());
    }

    public sealed record Group(int Count, string Sentence, List<Line> Lines);

    public sealed record Line(string Date, string Child, string Activity, string? Reason);
}
