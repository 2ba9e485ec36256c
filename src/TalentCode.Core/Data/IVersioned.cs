namespace TalentCode.Core.Data;

/// <summary>A row guarded against lost updates; the context sets a new version at every change, alike on both databases.</summary>
public interface IVersioned
{
    Guid Version { get; set; }
}
