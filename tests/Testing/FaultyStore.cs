using Microsoft.Extensions.DependencyInjection;
using Periscolaire.Journal;
using Periscolaire.Silo.Journal;

namespace Periscolaire.Testing;

/// <summary>When a write of the journal is to fail.</summary>
public enum Fault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The store is not reached: nothing is kept.</summary>
    BeforeTheWrite,

    /// <summary>The store keeps it, and its answer is lost.</summary>
    AfterTheWrite,

    /// <summary>The answer is lost, and the store keeps it only later: see <see cref="Faults.Land"/>.</summary>
    LongAfterTheAnswer,
}

/// <summary>Faults for the journal's writes, laid over the real store.</summary>
public sealed class Faults
{
    /// <summary>Gets or sets what happens to the next write, and to those after it.</summary>
    public Func<Fault> Next { get; set; } = () => Fault.None;

    /// <summary>Gets or sets what every write waits for first.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Gets what has the store keep the write that was last put off.</summary>
    public Func<Task> Land { get; private set; } = () => Task.CompletedTask;

    public int Injected { get; private set; }

    /// <summary>Gets how many writes have begun.</summary>
    public int Begun { get; private set; }

    public void LayOver(IServiceCollection services)
    {
        var real = services.Single(service => service.ServiceType == typeof(IJournalStore));
        services.Remove(real);
        services.AddSingleton<IJournalStore>(provider =>
            new Store((IJournalStore)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), this));
    }

    private sealed class Store(IJournalStore real, Faults faults) : IJournalStore, IAsyncDisposable
    {
        public async Task<IReadOnlySet<StreamId>> Write(IReadOnlyList<StreamWrite> streams)
        {
            faults.Begun++;
            await faults.Gate;
            var fault = faults.Next();
            if (fault is not Fault.None)
                faults.Injected++;
            if (fault is Fault.BeforeTheWrite)
                throw new IOException("injected before the write");
            if (fault is Fault.LongAfterTheAnswer)
            {
                faults.Land = () => real.Write(streams);
                throw new IOException("injected long before the write");
            }

            var kept = await real.Write(streams);
            return fault is Fault.AfterTheWrite ? throw new IOException("injected after the write") : kept;
        }

        public async ValueTask DisposeAsync()
        {
            if (real is IAsyncDisposable closes)
                await closes.DisposeAsync();
            (real as IDisposable)?.Dispose();
        }
    }
}
