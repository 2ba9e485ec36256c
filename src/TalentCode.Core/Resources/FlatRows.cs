using TalentCode.Core.Data;

namespace TalentCode.Core.Resources;

/// <summary>Which item lets the flats of an estate: 人才公寓 (P26) or 青年人才定向配租住房 (P27).</summary>
public enum FlatPool { TalentFlat, YoungTalent }

public enum FlatState { Free, Let, Reserved }

/// <summary>Where a proposal stands: only the first two keep a flat.</summary>
public enum ProposalState { Open, Accepted, Declined, Expired, Dropped, Let }

/// <summary>A housing estate.</summary>
public sealed class FlatEstate
{
    /// <summary>T01, Y01 …</summary>
    public string Id { get; set; } = "";

    public FlatPool Pool { get; set; }
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string AddressZh { get; set; } = "";
    public string AddressEn { get; set; } = "";

    /// <summary>Telephone of the office that hands over the keys.</summary>
    public string Phone { get; set; } = "";

    public LocalText Name => new(NameZh, NameEn);
    public LocalText Address => new(AddressZh, AddressEn);
}

/// <summary>One flat. Its state is changed only where it is what the change expects (<see cref="FlatAllocation"/>).</summary>
public sealed class Flat
{
    /// <summary>Ten thousand times the number of the estate, plus the number of the flat in it.</summary>
    public int Id { get; set; }

    public string EstateId { get; set; } = "";
    public FlatEstate? Estate { get; set; }
    public int Building { get; set; }

    /// <summary>Floor times a hundred plus the door: 1202.</summary>
    public int Number { get; set; }

    public int Bedrooms { get; set; }
    public int SquareMetres { get; set; }

    /// <summary>Rent of a month in fen (1/100 yuan).</summary>
    public int RentFen { get; set; }

    public FlatState State { get; set; }

    public LocalText Place => new($"{Estate!.NameZh}{Building}栋{Number}号", $"{Estate.NameEn}, building {Building}, flat {Number}");

    public LocalText Size => new($"{Bedrooms}室,{SquareMetres}平方米", $"{Bedrooms} {(Bedrooms == 1 ? "bedroom" : "bedrooms")}, {SquareMetres} m²");

    public LocalText Rent => new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"每月{RentFen / 100m:#,##0.00}元"),
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{RentFen / 100m:#,##0.00} yuan a month"));
}

/// <summary>Who lives where, since when: never deleted, an ended one stays as history. One open lease per flat and per person.</summary>
public sealed class FlatLease : IVersioned
{
    public Guid Id { get; set; }
    public int FlatId { get; set; }
    public Flat? Flat { get; set; }
    public Guid TalentId { get; set; }

    /// <summary>The case whose decision let the flat.</summary>
    public Guid CaseId { get; set; }

    public DateOnly From { get; set; }

    /// <summary>Last day as decided; the flat is free again only when the lease is ended.</summary>
    public DateOnly Until { get; set; }

    public DateTime? EndedAt { get; set; }
    public string? EndReason { get; set; }
    public string? EndedBy { get; set; }
    public Guid Version { get; set; }
}

/// <summary>A flat that was proposed to an applicant and is kept until the answer: never deleted. One standing proposal per flat and per case.</summary>
public sealed class FlatProposal : IVersioned
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public int FlatId { get; set; }
    public Flat? Flat { get; set; }

    /// <summary>1, 2, 3 … within the case.</summary>
    public int Number { get; set; }

    public ProposalState State { get; set; }
    public DateTime ProposedAt { get; set; }

    /// <summary>Until then it can be accepted or declined; UTC instant, no longer included.</summary>
    public DateTime ExpiresAt { get; set; }

    public DateTime? EndedAt { get; set; }
    public string? Reason { get; set; }
    public Guid Version { get; set; }

    public bool Stands => State is ProposalState.Open or ProposalState.Accepted;
}
