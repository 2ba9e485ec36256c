using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace TalentCode.Web.Layout;

/// <summary>
/// The phone's colours and type for MudBlazor, so that both look like one product. MudBlazor's own provider writes them anew
/// into every open page and asks the browser whether it is dark; here they are written once, and the browser chooses.
/// </summary>
public sealed class DeskTheme(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private readonly Lazy<Task<MarkupString>> _styles = new(() => WriteAsync(scopes, loggers));

    /// <summary>Style elements for the head of a desk page, light and dark.</summary>
    public Task<MarkupString> StylesAsync() => _styles.Value;

    private static async Task<MarkupString> WriteAsync(IServiceScopeFactory scopes, ILoggerFactory loggers)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        Task<string> StylesOf(bool dark) => renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<MudThemeProvider>(ParameterView.FromDictionary(
            new Dictionary<string, object?> { [nameof(MudThemeProvider.Theme)] = Theme, [nameof(MudThemeProvider.IsDarkMode)] = dark }))).ToHtmlString());
        return new($"{await StylesOf(false)}{(await StylesOf(true)).Replace("<style", "<style media=\"(prefers-color-scheme: dark)\"", StringComparison.Ordinal)}");
    }

    private static readonly string[] Fonts = ["PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"];

    private static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#b93815",
            Secondary = "#8f6118",
            Background = "#f6f4ef",
            Surface = "#ffffff",
            TextPrimary = "#1c2530",
            TextSecondary = "#5a6672",
            Success = "#1d7355",
            Warning = "#8a5a00",
            Error = "#b3261e",
            Info = "#1c2530",
            LinesInputs = "#857f74",
            LinesDefault = "#e4e0d8",
            TableLines = "#e4e0d8",
            Divider = "#e4e0d8",
            ActionDefault = "#5a6672",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#ff9d7c",
            PrimaryContrastText = "#2b1109",
            Secondary = "#e3bd7b",
            Background = "#14181c",
            Surface = "#1e2328",
            TextPrimary = "#eceae5",
            TextSecondary = "#a9b0b7",
            Success = "#7fd3b3",
            Warning = "#f0c46a",
            Error = "#ff9e96",
            Info = "#eceae5",
            LinesInputs = "#7d858d",
            ActionDefault = "#a9b0b7",
            LinesDefault = "#343a41",
            TableLines = "#343a41",
            Divider = "#343a41",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, LetterSpacing = "normal" }, Button = new ButtonTypography { FontFamily = Fonts, TextTransform = "none", LetterSpacing = "normal" } },
    };
}
