using System.Collections.Immutable;

namespace Periscolaire.Mail;

/// <summary>A short mail about an account.</summary>
/// <param name="Id">Names its one cause.</param>
/// <param name="Family">The family.</param>
/// <param name="Recipient">The address.</param>
/// <param name="Name">Who is addressed.</param>
/// <param name="Title">In French; the subject, with the structure's name.</param>
/// <param name="Paragraphs">In French.</param>
/// <param name="LinkToken">What completes the link of the mail; null for a mail without one.</param>
public sealed record Notice(
    string Id, FamilyId Family, string Recipient, string Name, string Title, ImmutableArray<string> Paragraphs, string? LinkToken = null)
{
    /// <summary>Leaves address, name and token out.</summary>
    /// <returns>The id only.</returns>
    public override string ToString() => $"Notice {{ {Id} }}";
}

/// <summary>The notices about an account.</summary>
/// <param name="Cause">Names the one cause.</param>
/// <param name="Family">The family.</param>
/// <param name="Recipient">The address.</param>
/// <param name="Name">Who is addressed.</param>
public sealed record AccountNotices(string Cause, FamilyId Family, string Recipient, string Name)
{
    /// <summary>The link to a new password.</summary>
    /// <param name="token">The ticket.</param>
    /// <returns>The notice.</returns>
    public Notice ResetLink(string token) => About(
        "reset",
        "Choisir un nouveau mot de passe",
        token,
        "Vous avez demandé à remplacer votre mot de passe. Ce lien est valable 30 minutes et ne sert qu'une fois :",
        "Si vous n'avez rien demandé, ignorez ce message : votre mot de passe reste inchangé.");

    /// <summary>The password was replaced.</summary>
    /// <returns>The notice.</returns>
    public Notice PasswordChanged() => About(
        "password",
        "Votre mot de passe a été remplacé",
        token: null,
        "Le mot de passe de votre compte vient d'être remplacé et toutes vos sessions ont été fermées.",
        "Si ce n'est pas vous, prévenez-nous sans attendre.");

    /// <summary>The address was changed; goes to the old one.</summary>
    /// <returns>The notice.</returns>
    public Notice EmailChanged() => About(
        "email",
        "Votre adresse de courriel change",
        token: null,
        "L'adresse de courriel de votre compte a été modifiée dans votre profil ; nos prochains messages iront à la nouvelle adresse.",
        "Si ce n'est pas vous, prévenez-nous sans attendre.");

    private Notice About(string kind, string title, string? token, params ReadOnlySpan<string> paragraphs) =>
        new($"{kind}.{Cause}", Family, Recipient, Name, title, [.. paragraphs], token);
}
