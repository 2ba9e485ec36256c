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

    /// <summary>What the paper itself is called, such as the project an application is about; null where its kind says it all.</summary>
    public string? Title { get; set; }

    public TrustLevel Trust { get; set; }
    public DateOnly? Until { get; set; }
    public DateTime AddedAt { get; set; }

    /// <summary>When and by whom the original was seen at a window; null for all others.</summary>
    public DateTime? CheckedAt { get; set; }
    public Guid? CheckedById { get; set; }

    /// <summary>What was uploaded, page by page; a paper of an authority has none.</summary>
    public List<DocumentPage> Pages { get; set; } = [];
}

/// <summary>One picture, or a whole PDF, of an uploaded paper; kept apart so that lists never load it.</summary>
public sealed class DocumentPage
{
    public Guid DocumentId { get; set; }

    /// <summary>From 1.</summary>
    public int Number { get; set; }

    public string MediaType { get; set; } = "";
    public byte[] Bytes { get; set; } = [];

    /// <summary>SHA-256 of the bytes as they were sent, hexadecimal: the same file sent twice is stored once.</summary>
    public string Hash { get; set; } = "";
}

/// <summary>A case that a paper on file served in, so that nobody had to upload it again.</summary>
public sealed class DocumentUse
{
    public Guid DocumentId { get; set; }
    public Guid CaseId { get; set; }
    public DateTime At { get; set; }

    /// <summary>How far it could be trusted when the case was filed; null for cases of before this was kept.</summary>
    public TrustLevel? Trust { get; set; }
}

/// <summary>An upload under way: what has arrived stays, and goes on from there after a lost connection.</summary>
public sealed class Upload
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }
    public string Code { get; set; } = "";
    public Guid? FamilyMemberId { get; set; }

    /// <summary>Bytes in all, as announced, and bytes that have arrived.</summary>
    public int Length { get; set; }
    public int Received { get; set; }
    public DateTime CreatedAt { get; set; }
}

/// <summary>One piece of an upload.</summary>
public sealed class UploadPart
{
    public Guid UploadId { get; set; }
    public int Offset { get; set; }
    public byte[] Bytes { get; set; } = [];
}
