using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Periscolaire.Families;
using Periscolaire.Payments;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Booking;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Payments;

/// <summary>What a family asks to pay, checked at the boundary.</summary>
internal static class PaymentRequest
{
    /// <summary>Stripe takes no less in euros.</summary>
    public const decimal LeastEuros = 0.50m;

    /// <summary>Far above a year of any family: beyond it somebody mistyped.</summary>
    public const decimal MostEuros = 5_000m;

    private const int IdBytes = 16;
    private const int LongestKey = 200;

    /// <summary>Whether an amount can be paid, or paid back: above zero, in whole cents.</summary>
    public static bool IsAmount(decimal amount) => amount is > 0 and <= MostEuros && decimal.Round(amount, 2) == amount;

    /// <summary>Why an intention is refused; null when it is not, and then it is given.</summary>
    public static IResult? WhyNot(PaymentBody body, FamilyId family, ImmutableArray<WalletStanding> wallets, out PaymentIntention intention)
    {
        intention = null!;
        var email = body.Email.Trim();
        if (!Input.IsEmail(email))
            return Problem.Of(ProblemKinds.InvalidEmail);
        if (body.Amounts.Count == 0 || body.Amounts.Any(line => line is null))
            return Problem.Of(ProblemKinds.InvalidAmount, "Donnez un montant pour un compte au moins.");
        if (body.Amounts.Count > wallets.Length || body.Amounts.Any(line => !wallets.Any(wallet => wallet.Id == line.WalletId)))
            return Problem.Of(ProblemKinds.UnknownWallet);
        if (body.Amounts.Select(line => line.WalletId).Distinct(StringComparer.Ordinal).Count() < body.Amounts.Count)
            return Problem.Of(ProblemKinds.WalletTwice);
        if (body.Amounts.Any(line => !IsAmount(line.Amount)) || body.Amounts.Sum(line => line.Amount) is < LeastEuros or > MostEuros)
        {
            return Problem.Of(
                ProblemKinds.InvalidAmount, $"Les montants sont positifs, au centime, et font de {Wording.Euros(LeastEuros)} à {Wording.Euros(MostEuros)} en tout.");
        }

        intention = new PaymentIntention(family, [.. body.Amounts.Select(line => new WalletAmount(line.WalletId, decimal.Round(line.Amount, 2)))], email);
        return null;
    }

    /// <summary>
    /// The payment's id: from the family and the key that it gives, so that a repeat names the same payment and no other family can; without a key,
    /// one that nobody can guess.
    /// </summary>
    public static bool TryName(string? key, FamilyKey family, out string id)
    {
        id = "";
        if (key is null)
        {
            id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
            return true;
        }

        if (key.Length is 0 or > LongestKey || key.Any(character => character is < '!' or > '~'))
            return false;
        id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{family}\n{key}")).AsSpan(0, IdBytes));
        return true;
    }
}
