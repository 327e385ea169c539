namespace Periscolaire;

/// <summary>
/// The store did not confirm a write or could not be read. What was asked may have happened or not: asking again is safe and gives
/// the one right answer.
/// </summary>
[GenerateSerializer, Alias("StoreUnavailableException")]
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="StoreUnavailableException"/> class.</summary>
    public StoreUnavailableException()
        : this("The store did not confirm the write.")
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StoreUnavailableException"/> class.</summary>
    /// <param name="message">What failed; no personal data.</param>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StoreUnavailableException"/> class.</summary>
    /// <param name="message">What failed; no personal data.</param>
    /// <param name="innerException">The driver's exception; not sent across grain calls.</param>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A write was fenced: another activation wrote the stream since. Nothing was written; asking again gives the right answer.</summary>
[GenerateSerializer, Alias("StaleStreamException")]
public sealed class StaleStreamException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="StaleStreamException"/> class.</summary>
    public StaleStreamException()
        : this("The stream was written by another activation.")
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StaleStreamException"/> class.</summary>
    /// <param name="message">Which stream.</param>
    public StaleStreamException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StaleStreamException"/> class.</summary>
    /// <param name="message">Which stream.</param>
    /// <param name="innerException">What was underneath.</param>
    public StaleStreamException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A bounded queue (journal, password hashing) is full: nothing was done, come back in a moment.</summary>
[GenerateSerializer, Alias("OverloadedException")]
public sealed class OverloadedException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="OverloadedException"/> class.</summary>
    public OverloadedException()
        : this("A queue is full.")
    {
    }

    /// <summary>Initializes a new instance of the <see cref="OverloadedException"/> class.</summary>
    /// <param name="message">Which queue.</param>
    public OverloadedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="OverloadedException"/> class.</summary>
    /// <param name="message">Which queue.</param>
    /// <param name="innerException">What was underneath.</param>
    public OverloadedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
