using Periscolaire.Families.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Families;

/// <summary>Staff find families whatever the accents, and whatever the hyphens.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("LE GOFF-D'Été Maëlle", "legoff", false)]
    [InlineData("LE GOFF-D'Été Maëlle", "goff maelle", true)]
    [InlineData("LE GOFF-D'Été Maëlle", "MAE ete", true)]
    [InlineData("LE GOFF-D'Été Maëlle", "aelle", false)]
    [InlineData("BŒUF Çelik", "boeuf celik", true)]
    [InlineData("boeuf", "BŒUF", true)]
    [InlineData("dupont dupontjp@free.fr", "dupontjp@free", true)]
    [InlineData("dupont", "", true)]
    [InlineData("dupont", "dupont martin", false)]
    public void Every_word_asked_for_begins_a_word(string text, string words, bool isFound) =>
        PlainText.Has(PlainText.Of(text), PlainText.Of(words)).ShouldBe(isFound);
}
