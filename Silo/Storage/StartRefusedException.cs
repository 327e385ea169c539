namespace Periscolaire.Silo.Storage;

/// <summary>The program must not start as it is set up: it would not keep its promises. The message says what to change.</summary>
public sealed class StartRefusedException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="StartRefusedException"/> class.</summary>
    public StartRefusedException()
        : this("The program refuses to start.")
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StartRefusedException"/> class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public StartRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StartRefusedException"/> class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">What was underneath.</param>
    public StartRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
