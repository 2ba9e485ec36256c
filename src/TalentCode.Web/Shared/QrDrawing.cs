using System.Text;
using Microsoft.AspNetCore.Components;
using QRCoder;

namespace TalentCode.Web.Shared;

/// <summary>The one place that draws a QR. Level M for screens, Q for print; black on white with the quiet zone of four.</summary>
public sealed class QrDrawing
{
    public MarkupString Screen(string text) => Draw(text, QRCodeGenerator.ECCLevel.M);

    public MarkupString Print(string text) => Draw(text, QRCodeGenerator.ECCLevel.Q);

    private static MarkupString Draw(string text, QRCodeGenerator.ECCLevel level)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, level, forceUtf8: false, utf8BOM: false, QRCodeGenerator.EciMode.Default, requestedVersion: -1);
        var rows = data.ModuleMatrix;
        var size = rows.Count;
        // One stroke of a module's height per row, from run to run: half the bytes of a shape per run.
        var path = new StringBuilder(8192);
        for (var y = 0; y < size; y++)
        {
            path.Append('M').Append(0).Append(' ').Append(y).Append(".5");
            var at = 0;
            for (var x = 0; x < size; x++)
            {
                if (!rows[y][x]) continue;
                var from = x;
                while (x < size && rows[y][x]) x++;
                path.Append('m').Append(from - at).Append(" 0h").Append(x - from);
                at = x;
            }
        }
        return new($"<svg viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\" aria-hidden=\"true\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path stroke=\"#000\" d=\"{path}\"/></svg>");
    }
}
