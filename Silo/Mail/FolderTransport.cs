using Microsoft.Extensions.Options;
using MimeKit;
using Periscolaire.Mail;

namespace Periscolaire.Silo.Mail;

/// <summary>Without a mail server, mails become .eml files that any mail program opens.</summary>
internal sealed class FolderTransport(IOptions<SmtpOptions> options, IHostEnvironment environment) : IMailTransport
{
    private readonly string _folder = Path.GetFullPath(options.Value.Folder, environment.ContentRootPath);

    public IMailSession Open() => new Session(_folder, options.Value.From);

    private sealed class Session(string folder, string from) : IMailSession
    {
        public async Task<Delivery> Send(DueMail mail)
        {
            try
            {
                Directory.CreateDirectory(folder);
                var path = Path.Combine(folder, $"{mail.Structure.Value}.{mail.Mail.Id}.eml");
                await Mime.Of(mail, from).WriteToAsync(path);
                return new Delivery(DeliveryVerdict.Taken);
            }
            catch (ParseException)
            {
                return new Delivery(DeliveryVerdict.Never, "The address is not a mail address.");
            }
            catch (IOException failure)
            {
                return new Delivery(DeliveryVerdict.Later, failure.GetType().Name);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
