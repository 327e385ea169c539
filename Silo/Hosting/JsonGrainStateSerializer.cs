using System.Text.Json;
using Orleans.Storage;

namespace Periscolaire.Silo.Hosting;

/// <summary>
/// Private grain state as plain JSON inside a versioned envelope: no type names, readable by hand, and a later version of this program can tell what
/// it reads. Orleans' own default writes records without Orleans attributes that it cannot read back.
/// </summary>
internal sealed class JsonGrainStateSerializer : IGrainStorageSerializer
{
    private const int Format = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(new Envelope<T?>(Format, input), Json));

    public T Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize<Envelope<T>>(input, Json) is { Format: Format } envelope
            ? envelope.State
            : throw new InvalidOperationException($"Stored state of {typeof(T).Name} is of a format that this program does not know.");

    private sealed record Envelope<T>(int Format, T State);
}
