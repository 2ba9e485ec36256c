using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Messaging;

namespace TalentCode.Core.Ratings;

internal static class RatingServices
{
    public static void AddRatings(this IServiceCollection services)
    {
        services.AddSingleton<RatingInviter>();
        services.AddSingleton<RatingSweep>();
        services.AddSingleton<OpenMatters, OpenInvitations>();
        services.AddSingleton<RatingService>();
        services.AddSingleton<RatingTaskService>();
        services.AddSingleton<RatingReviewService>();
        services.AddSingleton<RatingQueries>();
        services.AddSingleton<RatingDeskQueries>();
        services.AddSingleton<RatingFigures>();
    }
}
