namespace Periscolaire.Silo.Storage;

/// <summary>Makes the store ready before anything else starts.</summary>
internal interface IStorePreparation
{
    /// <summary>Checks that the store keeps what it is given, and brings its schema up to date.</summary>
    /// <exception cref="StartRefusedException">It does not; the message says what to change.</exception>
    Task Prepare(CancellationToken cancellation);
}

/// <summary>Prepares the store before silo and web server start.</summary>
internal sealed class StorePreparation(IStorePreparation store) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        RequireParisTime();
        return store.Prepare(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void RequireParisTime()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out _))
            throw new StartRefusedException("The time zone Europe/Paris is unknown on this machine: install its time zone data (package tzdata).");
    }
}
