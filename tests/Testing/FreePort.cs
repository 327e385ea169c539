using System.Net;
using System.Net.Sockets;

namespace Periscolaire.Testing;

/// <summary>Ports that nobody listens on, each given out once.</summary>
public static class FreePort
{
    // Below the ports that the system gives to outgoing connections (32768 to 60999 on Linux): one of those taken between asking and listening fails a start.
    private const int First = 12_000;
    private const int Count = 20_000;

    private static int _next = Random.Shared.Next(Count);

    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
