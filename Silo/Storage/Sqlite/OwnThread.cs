using System.Collections.Concurrent;

namespace Periscolaire.Silo.Storage.Sqlite;

/// <summary>Runs blocking work one piece after the other on a thread of its own.</summary>
internal sealed class OwnThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public OwnThread(string name)
    {
        _thread = new Thread(() =>
        {
            foreach (var piece in _work.GetConsumingEnumerable())
                piece();
        })
        { Name = name, IsBackground = true };
        _thread.Start();
    }

    public Task<T> Run<T>(Func<T> work)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                completion.SetResult(work());
            }
            catch (Exception failure)
            {
                completion.SetException(failure);
            }
        });
        return completion.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }
}
