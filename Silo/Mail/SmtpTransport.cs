using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using Periscolaire.Mail;

namespace Periscolaire.Silo.Mail;

/// <summary>Hands mails to a mail server over SMTP.</summary>
internal sealed class SmtpTransport(IOptions<SmtpOptions> options) : IMailTransport
{
    public IMailSession Open() => new Session(options.Value);

    private sealed class Session(SmtpOptions settings) : IMailSession
    {
        private SmtpClient? _client;

        public async Task<Delivery> Send(DueMail mail)
        {
            MimeMessage message;
            try
            {
                message = Mime.Of(mail, settings.From);
            }
            catch (ParseException)
            {
                return new Delivery(DeliveryVerdict.Never, "The address is not a mail address.");
            }

            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(settings.TimeoutSeconds));
            try
            {
                _client ??= await Connect(limit.Token);
                await _client.SendAsync(message, limit.Token);
                return new Delivery(DeliveryVerdict.Taken);
            }
            catch (SmtpCommandException refusal)
            {
                // A 5xx for this recipient or this message is for good; one for the sender is a matter of set-up, and passes when it is mended.
                await DisposeAsync();
                var isForGood = (int)refusal.StatusCode >= 500 && refusal.ErrorCode is not SmtpErrorCode.SenderNotAccepted;
                return new Delivery(isForGood ? DeliveryVerdict.Never : DeliveryVerdict.Later, $"{(int)refusal.StatusCode} {refusal.ErrorCode}");
            }
            catch (Exception failure)
            {
                await DisposeAsync();
                return new Delivery(DeliveryVerdict.Later, failure.GetType().Name);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_client is not { } client)
                return;
            _client = null;
            using (client)
            {
                try
                {
                    using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                    await client.DisconnectAsync(quit: true, limit.Token);
                }
                catch (Exception failure) when (failure is IOException or OperationCanceledException or MailKit.ProtocolException)
                {
                    // It was gone already.
                }
            }
        }

        private async Task<SmtpClient> Connect(CancellationToken limit)
        {
            var client = new SmtpClient { Timeout = settings.TimeoutSeconds * 1_000, CheckCertificateRevocation = settings.CheckRevocation };
            try
            {
                await client.ConnectAsync(
                    settings.Host!,
                    settings.Port,
                    settings.Security switch
                    {
                        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
                        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                        _ => SecureSocketOptions.None,
                    },
                    limit);
                if (settings.Username is not null)
                    await client.AuthenticateAsync(settings.Username, settings.Password ?? "", limit);
                return client;
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }
    }
}
