using System.Runtime.CompilerServices;
using System.Xml.Linq;
using NetArchTest.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Architecture.Tests;

/// <summary>Arrows point down only: WebApi to Grains.Interfaces and Silo, Silo to Grains, Grains to Grains.Interfaces.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("Grains.Interfaces")]
    [InlineData("Grains", "Grains.Interfaces")]
    [InlineData("Silo", "Grains")]
    [InlineData("WebApi", "Grains.Interfaces", "Silo")]
    public void A_project_references_only_what_stands_below_it(string project, params string[] below)
    {
        var file = XDocument.Load(Path.Combine(Root(), project, $"{project}.csproj"));

        var references = file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        references.Order(StringComparer.Ordinal).ShouldBe(below);
    }

    [Fact]
    public void The_facade_knows_grains_by_their_interfaces_only() =>
        Types.InAssembly(typeof(WebApi.Hosting.Input).Assembly).That().ResideInNamespace("Periscolaire")
            .ShouldNot().HaveDependencyOnAny("Periscolaire.Booking.Rules", "Periscolaire.Catalogue.Rules", "Periscolaire.Accounts.Rules", "Periscolaire.Wallets.Rules", "Periscolaire.Payments.Rules", "Periscolaire.Journal")
            .GetResult().FailingTypeNames.ShouldBeNull();

    [Fact]
    public void The_facades_assembly_does_not_reference_the_grains() =>
        typeof(WebApi.Hosting.Input).Assembly.GetReferencedAssemblies().ShouldNotContain(assembly => assembly.Name == "Periscolaire.Grains");

    [Fact]
    public void Rules_are_free_of_Orleans_of_hosting_and_of_any_clock()
    {
        var rules = Types.InAssembly(typeof(Booking.Rules.ActivityDay).Assembly).That().ResideInNamespaceEndingWith(".Rules");

        rules.GetTypes().Count().ShouldBeGreaterThan(20);
        rules.ShouldNot().HaveDependencyOnAny("Orleans.Runtime", "Orleans.Grain", "Microsoft.Extensions", "System.TimeProvider", "System.Data", "System.Net")
            .GetResult().FailingTypeNames.ShouldBeNull();
    }

    [Fact]
    public void Grains_know_no_database() =>
        Types.InAssembly(typeof(Booking.Rules.ActivityDay).Assembly)
            .ShouldNot().HaveDependencyOnAny("Npgsql", "Microsoft.Data", "System.Data", "Dapper", "DbUp")
            .GetResult().FailingTypeNames.ShouldBeNull();

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
