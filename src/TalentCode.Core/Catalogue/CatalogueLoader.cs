using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Catalogue;

/// <summary>Loads the catalogue shipped with the product. An item that changed gets a new version; its old cases keep the old one.</summary>
public static class CatalogueLoader
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    // An item that is only booked has no form of its own.
    private static JsonElement? FormOf(string item) =>
        typeof(CatalogueLoader).Assembly.GetManifestResourceInfo($"TalentCode.Core.{item}.json") is null ? null : Read<JsonElement>($"{item}.json");

    internal static T Read<T>(string file)
    {
        using var stream = typeof(CatalogueLoader).Assembly.GetManifestResourceStream($"TalentCode.Core.{file}")
            ?? throw new InvalidOperationException($"{file} is not part of this build.");
        return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new InvalidOperationException($"{file} is empty.");
    }

    /// <summary>Brings departments and items up to the shipped data; run as often as one likes.</summary>
    /// <param name="today">First day of versions made now.</param>
    public static async Task LoadAsync(TalentDb db, DateOnly today)
    {
        await LoadDepartmentsAsync(db);
        var items = await db.Items.Include(i => i.Versions).ToDictionaryAsync(i => i.Id);
        var order = 0;
        var handling = Read<Dictionary<string, JsonElement>>("handling.json");
        foreach (var node in Read<List<JsonElement>>("catalogue.json"))
            Load(db, items, node, handling[node.GetProperty("id").GetString()!], FormOf(node.GetProperty("id").GetString()!), order++, today);
    }

    private sealed record Handling(IReadOnlyList<SpecialProcedureRule> Procedures, ExtensionRule? Extension, bool FourEyes, RemedyRule RemedyText, IReadOnlyList<PledgeRule>? Pledges);

    private static void Load(TalentDb db, Dictionary<string, ServiceItem> items, JsonElement node, JsonElement rules, JsonElement? form, int order, DateOnly today)
    {
        var handling = rules.Deserialize<Handling>(Json)!;
        var content = node.Deserialize<ItemContent>(Json)! with
        {
            Procedures = handling.Procedures,
            Extension = handling.Extension,
            FourEyes = handling.FourEyes,
            RemedyText = handling.RemedyText,
            Pledges = handling.Pledges ?? [],
            Form = form?.Deserialize<FormContent>(Json),
        };
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(node) + JsonSerializer.Serialize(rules) + JsonSerializer.Serialize(form))));
        if (!items.TryGetValue(content.Id, out var item))
            db.Items.Add(item = new ServiceItem { Id = content.Id, Order = order });
        var current = item.Versions.SingleOrDefault(v => v.Until is null);
        if (current?.ContentHash == hash) return;
        if (current is not null) current.Until = today;
        var version = new ServiceItemVersion
        {
            Id = Guid.CreateVersion7(),
            ItemId = item.Id,
            Number = item.Versions.Count + 1,
            From = today,
            DepartmentId = content.DepartmentId,
            Content = content,
            AcceptanceBySilence = content.AcceptanceBySilence,
            ContentHash = hash,
        };
        item.Versions.Add(version);
        db.ItemVersions.Add(version);
    }

    private sealed record DepartmentData(string Id, string Zh, string En, bool OwnsItems);

    private static async Task LoadDepartmentsAsync(TalentDb db)
    {
        var known = await db.Departments.ToDictionaryAsync(d => d.Id);
        foreach (var data in Read<List<DepartmentData>>("departments.json"))
        {
            if (!known.TryGetValue(data.Id, out var row))
                db.Departments.Add(row = new Department { Id = data.Id });
            (row.NameZh, row.NameEn, row.OwnsItems) = (data.Zh, data.En, data.OwnsItems);
        }
    }
}
