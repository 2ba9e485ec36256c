using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TalentCode.Core.Data;

/// <summary>What holds for every table on both databases: enums as text, instants as UTC, lists and records as JSON text.</summary>
internal static class ModelConventions
{
    private const int MostShared = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Apply(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<DateTime>().HaveConversion<UtcConverter>();
        configuration.Properties<string>().HaveMaxLength(400);
    }

    /// <summary>
    /// Ids are made by the application. Left to the default, a new child that already has its id would be taken for an
    /// existing row and updated instead of inserted.
    /// </summary>
    public static void KeysAreGivenByUs(ModelBuilder builder)
    {
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(e => e.FindPrimaryKey()?.Properties ?? []).Where(p => p.ClrType == typeof(Guid)))
            property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
    }

    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) where T : class
    {
        property.HasConversion(
            value => JsonSerializer.Serialize(value, Json),
            text => JsonSerializer.Deserialize<T>(text, Json)!,
            new ValueComparer<T>(
                (a, b) => JsonSerializer.Serialize(a, Json) == JsonSerializer.Serialize(b, Json),
                value => JsonSerializer.Serialize(value, Json).GetHashCode(StringComparison.Ordinal),
                value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, Json), Json)!));
        property.HasMaxLength(-1);
        return property;
    }

    /// <summary>
    /// As <see cref="AsJson"/>, for values that never change once they are made and of which many rows carry the same: equal
    /// texts share one object, and nothing is copied or compared by text to see whether it has changed.
    /// </summary>
    public static PropertyBuilder<T> AsSharedJson<T>(this PropertyBuilder<T> property) where T : class
    {
        var shared = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
        property.HasConversion(
            value => JsonSerializer.Serialize(value, Json),
            text => Share(shared, text),
            new ValueComparer<T>(
                (a, b) => ReferenceEquals(a, b) || JsonSerializer.Serialize(a, Json) == JsonSerializer.Serialize(b, Json),
                value => JsonSerializer.Serialize(value, Json).GetHashCode(StringComparison.Ordinal),
                value => value));
        property.HasMaxLength(-1);
        return property;
    }

    private static T Share<T>(ConcurrentDictionary<string, T> shared, string text)
    {
        // Old versions of a catalogue come and go; what is in use is back at once.
        if (shared.Count > MostShared) shared.Clear();
        return shared.GetOrAdd(text, static given => JsonSerializer.Deserialize<T>(given, Json)!);
    }

    /// <summary>Sets the version as concurrency token.</summary>
    public static void Versioned<T>(this EntityTypeBuilder<T> entity) where T : class, IVersioned =>
        entity.Property(x => x.Version).IsConcurrencyToken();

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value.Kind == DateTimeKind.Utc ? value : value.ToUniversalTime(),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}
