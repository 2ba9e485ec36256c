namespace TalentCode.Core.Documents;

/// <summary>Trust levels of 国办函〔2016〕108号: A issued by the authority, B checked against the original, C uploaded, D self-made.</summary>
public enum TrustLevel { A, B, C, D }

/// <summary>A paper the city already has from or about a person. What is here is not asked for again.</summary>
public sealed class DocumentOnFile
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }

    /// <summary>The family member the paper is about; null for the talent.</summary>
    public Guid? FamilyMemberId { get; set; }

    /// <summary>Kind in the catalogue's words: "birth-certificate", "employment-contract" …</summary>
    public string Code { get; set; } = "";

    public TrustLevel Trust { get; set; }
    public DateOnly? Until { get; set; }
    public DateTime AddedAt { get; set; }
    public DocumentContent? Content { get; set; }
}

/// <summary>The picture or PDF behind an uploaded paper; kept apart so that lists never load it.</summary>
public sealed class DocumentContent
{
    public Guid DocumentId { get; set; }
    public string MediaType { get; set; } = "";
    public byte[] Bytes { get; set; } = [];

    /// <summary>SHA-256 of the bytes, hexadecimal: the same file sent twice is stored once.</summary>
    public string Hash { get; set; } = "";
}
