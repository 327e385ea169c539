using Periscolaire.Journal;

namespace Periscolaire.Silo.Journal;

/// <summary>A change and whoever waits for it.</summary>
internal sealed record Pending(Change Change, TaskCompletionSource Completion)
{
    /// <summary>Gets or sets the order in which it was handed in.</summary>
    public long Ticket { get; set; }
}

/// <summary>The changes of one stream in a batch, folded into one: fenced on the first, leaving the version of the last.</summary>
internal sealed class StreamWrite(Pending first)
{
    private readonly Dictionary<object, int> _replaceable = [];

    public StreamId Stream { get; } = first.Change.Stream;

    public long After { get; } = first.Change.After;

    public long Version { get; private set; } = first.Change.After;

    /// <summary>Gets the rows to write; of a row replaced several times, the last.</summary>
    public List<Row> Rows { get; } = [];

    public List<Pending> Pending { get; } = [];

    /// <summary>A change that nobody waits for by itself.</summary>
    public static StreamWrite Of(Change change)
    {
        var pending = new Pending(change, new TaskCompletionSource());
        var write = new StreamWrite(pending);
        write.Add(pending);
        return write;
    }

    public void Add(Pending pending)
    {
        Pending.Add(pending);
        Version = pending.Change.Version;
        foreach (var row in pending.Change.Rows)
        {
            if (row.Key is { } key && !_replaceable.TryAdd(key, Rows.Count))
                Rows[_replaceable[key]] = row;
            else
                Rows.Add(row);
        }
    }
}

/// <summary>What one transaction of the journal writes.</summary>
internal sealed class Batch(int mostRows)
{
    private readonly Dictionary<StreamId, StreamWrite> _streams = [];
    private int _rows;

    public IReadOnlyCollection<StreamWrite> Streams => _streams.Values;

    /// <summary>Takes a change in, unless it belongs to a later batch.</summary>
    public bool TryAdd(Pending pending)
    {
        if (_rows >= mostRows)
            return false;
        if (!_streams.TryGetValue(pending.Change.Stream, out var stream))
            _streams.Add(pending.Change.Stream, stream = new StreamWrite(pending));

        // A change that does not follow comes from another activation: the database alone can say which of the two is right.
        else if (pending.Change.OpensBatch || pending.Change.After != stream.Version)
            return false;
        stream.Add(pending);
        _rows += pending.Change.Rows.Length;
        return true;
    }
}
