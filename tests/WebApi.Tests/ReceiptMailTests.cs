using System.Net;
using System.Text.Json.Nodes;
using MimeKit;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>The receipt that follows a card payment (SPEC, Money 5), as it leaves without a mail server.</summary>
public sealed class ReceiptMailTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_receipt_of_a_payment_is_written_to_the_folder_of_mails_under_an_id_that_staff_can_name()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        using var folder = new TemporaryFolder();
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store, ("Smtp:Folder", folder.Path));
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        using var browser = new HttpClient();
        var started = (await family.Post("/family/payments", PaymentTown.Body(30m))).Json;

        using var paid = await browser.PostAsync(new Uri($"{started["redirectUrl"]}/payer"), content: null);

        var mail = await Sent(staff);
        using var message = await MimeMessage.LoadAsync(Directory.EnumerateFiles(folder.Path, "*.eml").Single());
        message.To.Mailboxes.Single().Address.ShouldBe("payeur@example.org");
        message.Subject.ShouldBe("Reçu de votre paiement - Mairie de ville");
        message.TextBody!.Replace('\u00a0', ' ').Replace('\u202f', ' ').ShouldContain("Périscolaire : 30,00 €");

        // Sent already, so that there is nothing to retry: but the address is understood.
        var retry = await staff.Post($"/staff/mails/{(string)mail["id"]!}/retry", new { });
        (retry.Status, retry.Code).ShouldBe((HttpStatusCode.NotFound, "unknown-mail"));
    }

    private static async Task<JsonObject> Sent(Client staff)
    {
        var until = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            var mails = (await staff.Get("/staff/mails")).Items;
            if (mails is [var mail] && (string)mail["status"]! == "sent")
                return mail;
            DateTimeOffset.UtcNow.ShouldBeLessThan(until, string.Join<JsonObject>('\n', mails));
            await Task.Delay(100);
        }
    }
}
