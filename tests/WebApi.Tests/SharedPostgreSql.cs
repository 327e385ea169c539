using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Periscolaire.WebApi.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedPostgreSql))]

namespace Periscolaire.WebApi.Tests;

/// <summary>One server for all tests; each test has a database of its own.</summary>
public sealed class SharedPostgreSql : IAsyncLifetime
{
    public PrivatePostgreSql Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PrivatePostgreSql.Start();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>An empty store.</summary>
    public Task<TestStore> Store(StoreKind kind) => TestStore.New(kind, Server);
}
