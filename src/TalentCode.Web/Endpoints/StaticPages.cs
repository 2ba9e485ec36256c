using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using TalentCode.Web.Pages.Scientist;

namespace TalentCode.Web.Endpoints;

/// <summary>Conventions for pages that never start a circuit.</summary>
internal static class StaticPages
{
    // The framework decides by this metadata, which it does not expose; without it the pages are only a little larger.
    private const string RenderModes = "ConfiguredRenderModesMetadata";

    /// <summary>Keeps the state of a circuit out of them: otherwise each carries half a kilobyte of ciphertext nobody reads.</summary>
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

    /// <summary>Lets <see cref="CodePage"/> serve the code page from what it has rendered.</summary>
    public static TBuilder WithKeptCodePage<TBuilder>(this TBuilder pages) where TBuilder : IEndpointConventionBuilder
    {
        pages.Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is not { } render || !endpoint.Metadata.OfType<ComponentTypeMetadata>().Any(page => page.Type == typeof(Code))) return;
            endpoint.RequestDelegate = http => http.RequestServices.GetRequiredService<CodePage>().ServeAsync(http, render);
        });
        return pages;
    }
}
