using System.Collections.Immutable;
using System.Text.Json;

namespace Periscolaire.Silo.Storage;

/// <summary>The small lists of a payment, as JSON in a column.</summary>
internal static class PaymentJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Write<T>(ImmutableArray<T> list) => JsonSerializer.Serialize(list, Json);

    public static ImmutableArray<T> Read<T>(string text) => JsonSerializer.Deserialize<ImmutableArray<T>>(text, Json);
}
