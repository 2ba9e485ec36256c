namespace TalentCode.Core.Data;

/// <summary>A running number, advanced in the transaction that uses it. Alike on both databases, without sequences.</summary>
public sealed class Counter
{
    public string Name { get; set; } = "";
    public long Value { get; set; }
}
