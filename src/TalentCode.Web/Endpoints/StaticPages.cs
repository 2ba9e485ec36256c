using Microsoft.AspNetCore.Components;

namespace TalentCode.Web.Endpoints;

/// <summary>Keeps the state of a circuit out of pages that never start one: otherwise each carries half a kilobyte of ciphertext nobody reads.</summary>
internal static class StaticPages
{
    // The framework decides by this metadata, which it does not expose; without it the pages are only a little larger.
    private const string RenderModes = "ConfiguredRenderModesMetadata";

    public static TBuilder WithoutCircuitState<TBuilder>(this TBuilder pages) where TBuilder : IEndpointConventionBuilder
    {
        pages.Add(endpoint =>
        {
            if (!endpoint.Metadata.OfType<ExcludeFromInteractiveRoutingAttribute>().Any()) return;
            for (var i = 0; i < endpoint.Metadata.Count; i++)
                if (endpoint.Metadata[i].GetType() is { Name: RenderModes } type)
                    endpoint.Metadata[i] = Activator.CreateInstance(type, [Array.Empty<IComponentRenderMode>()])!;
        });
        return pages;
    }
}
