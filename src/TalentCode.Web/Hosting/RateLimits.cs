using System.Globalization;
using System.Threading.RateLimiting;

namespace TalentCode.Web.Hosting;

/// <summary>Brakes on what a stranger may try. Per-person limits live in the services; these are per address and generous, as many phones share one.</summary>
internal static class RateLimits
{
    public static void AddRateLimiting(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            HttpMethods.IsPost(http.Request.Method) && http.Request.Path.Value is "/signin" or "/signin/code" or "/staff/signin" or "/complaints" or "/me/complaints/new"
                ? RateLimitPartition.GetSlidingWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new()
                {
                    PermitLimit = 60,
                    Window = TimeSpan.FromMinutes(1),
                    SegmentsPerWindow = 6,
                })
                : RateLimitPartition.GetNoLimiter("free"));
        options.OnRejected = async (context, cancel) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
            context.HttpContext.Response.ContentType = "text/plain; charset=utf-8";
            await context.HttpContext.Response.WriteAsync("尝试太频繁,请一分钟后再试。 Too many attempts; please try again in a minute.", cancel);
        };
    });
}
