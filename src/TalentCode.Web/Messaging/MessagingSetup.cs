using TalentCode.Core.Messaging;
using TalentCode.Core.SignIn;

namespace TalentCode.Web.Messaging;

public static class MessagingSetup
{
    /// <summary>Adds the channels that are configured; without any, messages stay in the inbox.</summary>
    public static void AddMessaging(this IServiceCollection services, MessagingSettings settings)
    {
        services.AddSingleton(settings.Sending);
        if (settings.Mail is { } mail) services.AddSingleton<IMessageChannel>(_ => new SmtpChannel(mail, settings.Patience * 2));
        if (settings.Sms is { } sms)
        {
            if (sms.Provider is not ("aliyun" or "tencent")) throw new InvalidOperationException($"Messaging:Sms:Provider is \"{sms.Provider}\"; it knows aliyun and tencent.");
            if (sms.Provider == "aliyun") AddSms(services, provider => ActivatorUtilities.CreateInstance<AliyunSms>(provider, sms, settings.Patience));
            else AddSms(services, provider => ActivatorUtilities.CreateInstance<TencentSms>(provider, sms, settings.Patience));
        }
        if (settings.WeChat is { } wechat) services.AddSingleton<IMessageChannel>(provider => ActivatorUtilities.CreateInstance<WeChatChannel>(provider, wechat, settings.Patience));
        if (settings.WeComRobot is { } robot) services.AddSingleton<IMessageChannel>(_ => new WeComRobot(robot, settings.Patience));
    }

    private static void AddSms<T>(IServiceCollection services, Func<IServiceProvider, T> create) where T : class, IMessageChannel, ISmsSender
    {
        services.AddSingleton(create);
        services.AddSingleton<IMessageChannel>(provider => provider.GetRequiredService<T>());
        services.AddSingleton<ISmsSender>(provider => provider.GetRequiredService<T>());
    }
}
