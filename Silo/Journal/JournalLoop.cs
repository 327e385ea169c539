using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Periscolaire.Journal;
using Periscolaire.Silo.Storage;

namespace Periscolaire.Silo.Journal;

/// <summary>
/// The silo's journal: group commit across grains. One loop owns the writes; what is handed in while it writes waits for its next round, so
/// that the busier the silo, the more changes share a transaction.
/// </summary>
internal sealed class JournalLoop : IJournal, IAsyncDisposable
{
    private readonly Channel<Pending> _queue;
    private readonly IJournalStore _store;
    private readonly ILogger<JournalLoop> _log;
    private readonly int _mostRows;
    private readonly Task _loop;

    /// <summary>Streams of which a write failed, with the last ticket handed out by then.</summary>
    private readonly Dictionary<StreamId, long> _failed = [];
    private long _tickets;

    public JournalLoop(IJournalStore store, IOptions<StoreOptions> options, ILogger<JournalLoop> log)
    {
        _store = store;
        _log = log;
        _mostRows = options.Value.JournalBatchRows;
        _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.Value.JournalQueue) { SingleReader = true });

        // Started from a grain's turn, the loop must not run on that grain's scheduler.
        using (ExecutionContext.SuppressFlow())
            _loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();
    }

    public Task Append(Change change)
    {
        var pending = new Pending(change, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
        {
            Ticket = Interlocked.Increment(ref _tickets),
        };
        return _queue.Writer.TryWrite(pending) ? pending.Completion.Task : throw new OverloadedException("The journal's queue is full.");
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task Loop()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var batch = new Batch(_mostRows);
            while (_queue.Reader.TryPeek(out var next) && (RestsOnFailed(next) || batch.TryAdd(next)))
                _queue.Reader.TryRead(out _);
            if (batch.Streams.Count > 0)
                await Write([.. batch.Streams]);
        }
    }

    /// <summary>
    /// Answers a change that was handed in before an earlier one of its stream failed: it was decided on something that was perhaps not kept, and the
    /// fence, which compares numbers, could take another activation's change for it.
    /// </summary>
    private bool RestsOnFailed(Pending pending)
    {
        if (!_failed.TryGetValue(pending.Change.Stream, out var handedInBy))
            return false;
        if (pending.Ticket > handedInBy)
            return !_failed.Remove(pending.Change.Stream);
        pending.Completion.SetException(new StaleStreamException($"A change of {pending.Change.Stream.Name} before this one was not confirmed."));
        return true;
    }

    private async Task Write(IReadOnlyList<StreamWrite> streams)
    {
        try
        {
            var kept = await _store.Write(streams);
            foreach (var stream in streams)
                Answer(stream, kept.Contains(stream.Stream) ? null : new StaleStreamException($"{stream.Stream.Name} was written by another activation."));
        }
        catch (RowRefusedException refusal) when (streams.Count > 1)
        {
            // The transaction is known to have been rolled back: one stream's bug must not cost the others their write.
            _log.LogError(refusal, "A row was refused; writing {Streams} streams one by one", streams.Count);
            foreach (var stream in streams)
                await Write([stream]);
        }
        catch (Exception failure)
        {
            _log.LogError(failure, "A write of {Streams} streams was not confirmed", streams.Count);
            foreach (var stream in streams)
                Answer(stream, new StoreUnavailableException($"The write was not confirmed ({failure.GetType().Name})."));
        }
    }

    private void Answer(StreamWrite stream, Exception? failure)
    {
        if (failure is not null)
            _failed[stream.Stream] = Interlocked.Read(ref _tickets);
        foreach (var pending in stream.Pending)
        {
            if (failure is null)
                pending.Completion.SetResult();
            else
                pending.Completion.SetException(failure);
        }
    }
}
