using TalentCode.Core.Data;

namespace TalentCode.Core.Baskets;

/// <summary>Several services filed together (一件事): one confirmation, one number, and a case of its own for each department.</summary>
public sealed class Basket : IVersioned
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }

    /// <summary>The life situation it was started from; empty for a free choice.</summary>
    public string Situation { get; set; } = "";

    public DateTime CreatedAt { get; set; }

    /// <summary>Null while it is being put together.</summary>
    public DateTime? FiledAt { get; set; }

    /// <summary>Given when it is filed.</summary>
    public string? Number { get; set; }

    public Guid Version { get; set; }
}
