using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Periscolaire.Accounts;

namespace Periscolaire.Silo.Accounts;

/// <summary>
/// ASP.NET Core Identity's hasher (PBKDF2-HMAC-SHA512) on a bounded queue with few threads of its own: a rush of sign-ins takes its share of the
/// processors and no more.
/// </summary>
internal sealed class PasswordHashing : IPasswordHashing, IDisposable
{
    private static readonly object NoUser = new();

    private readonly PasswordHasher<object> _hasher;
    private readonly BlockingCollection<Action> _queue;
    private readonly Lazy<string> _decoy;
    private readonly TownClock _clock;
    private readonly TimeSpan _patience;

    public PasswordHashing(IOptions<HashingOptions> options, TownClock clock)
    {
        _clock = clock;
        var settings = options.Value;
        _patience = TimeSpan.FromSeconds(settings.PatienceSeconds);
        _hasher = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = settings.Iterations }));
        _decoy = new Lazy<string>(() => _hasher.HashPassword(NoUser, "an account that does not exist"));
        _queue = new BlockingCollection<Action>(settings.Queue);
        var threads = settings.Threads > 0 ? settings.Threads : Math.Max(1, Environment.ProcessorCount / 2);
        for (var number = 0; number < threads; number++)
            new Thread(Work) { Name = $"hashing {number}", IsBackground = true }.Start();
    }

    public Task<string> Hash(string password) => Enqueue(() => _hasher.HashPassword(NoUser, Normalise(password)));

    public Task<bool> Verify(string? hash, string password) => Enqueue(() =>
        _hasher.VerifyHashedPassword(NoUser, hash ?? _decoy.Value, Normalise(password)) is not PasswordVerificationResult.Failed && hash is not null);

    public void Dispose() => _queue.CompleteAdding();

    /// <summary>The same password typed on two keyboards may arrive in two Unicode forms.</summary>
    private static string Normalise(string password) => password.Normalize(NormalizationForm.FormKC);

    private Task<T> Enqueue<T>(Func<T> work)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var since = _clock.GetTimestamp();
        var isQueued = _queue.TryAdd(() =>
        {
            try
            {
                if (_clock.GetElapsedTime(since) > _patience)
                    throw new OverloadedException("A password waited too long to be hashed.");
                completion.SetResult(work());
            }
            catch (Exception failure)
            {
                completion.SetException(failure);
            }
        });
        return isQueued ? completion.Task : throw new OverloadedException("Too many passwords are waiting to be hashed.");
    }

    private void Work()
    {
        foreach (var work in _queue.GetConsumingEnumerable())
            work();
    }
}
