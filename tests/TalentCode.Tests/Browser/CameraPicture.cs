using System.Text;
using Microsoft.Playwright;

namespace TalentCode.Tests.Browser;

/// <summary>Turns what a phone shows into what a camera sees: one grey frame of 1280×720 as an uncompressed video file.</summary>
internal static class CameraPicture
{
    private const int Width = 1280, Height = 720;

    /// <summary>Draws the page's QR as it is on screen into the middle of the picture.</summary>
    public static async Task<string> OfAsync(IPage phone)
    {
        var pixels = await phone.EvaluateAsync<string>("""
            async ([w, h]) => {
              const svg = new XMLSerializer().serializeToString(document.querySelector('#qr svg'));
              const image = new Image();
              image.src = 'data:image/svg+xml;base64,' + btoa(svg);
              await image.decode();
              const canvas = document.createElement('canvas');
              canvas.width = w; canvas.height = h;
              const g = canvas.getContext('2d');
              g.fillStyle = '#8a8580'; g.fillRect(0, 0, w, h);
              g.drawImage(image, (w - 560) / 2, (h - 560) / 2, 560, 560);
              const data = g.getImageData(0, 0, w, h).data;
              let out = '';
              for (let i = 0; i < data.length; i += 4) out += String.fromCharCode(data[i]);
              return btoa(out);
            }
            """, new[] { Width, Height });
        var file = Path.Combine(Path.GetTempPath(), $"talentcode-camera-{Guid.NewGuid():N}.y4m");
        await using var stream = File.Create(file);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F10:1 Ip A1:1 C420jpeg\n"));
        var luminance = Convert.FromBase64String(pixels);
        var colour = new byte[Width * Height / 2];
        Array.Fill(colour, (byte)128);
        for (var frame = 0; frame < 10; frame++)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("FRAME\n"));
            await stream.WriteAsync(luminance);
            await stream.WriteAsync(colour);
        }
        return file;
    }
}
