using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using TalentCode.Core;
using TalentCode.Core.Messaging;

namespace TalentCode.Web.Messaging;

/// <summary>
/// Mail by SMTP. The Message-ID is made from the outbox id: a mail that is sent again bears the same one, and a mail server or
/// reader that drops what it has already does so.
/// </summary>
/// <param name="patience">How long connecting and handing over may take together.</param>
internal sealed class SmtpChannel(MailSettings settings, TimeSpan patience) : IMessageChannel, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public string Name => ChannelNames.Email;

    public async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        using var client = new SmtpClient();
        try
        {
            if (await OpenAsync(client, limit.Token, cancel) is { } closed) return closed;
            var mail = Compose(message);
            await client.SendAsync(mail, limit.Token);
            // A goodbye that fails changes nothing any more.
            return new(SendResult.Sent, mail.MessageId);
        }
        catch (SmtpCommandException error)
        {
            return new(ResultOf(error), Reason: $"SMTP {(int)error.StatusCode} {error.ErrorCode}");
        }
        catch (Exception error) when (error is ProtocolException or IOException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            // The connection broke while the mail was handed over.
            return new(SendResult.Unknown, Reason: error.GetType().Name);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>SMTP has no record to ask; the Message-ID is what keeps the second mail from being seen twice.</summary>
    public Task<SendRecord> AskAsync(Outgoing message, DateTime attemptedAt, CancellationToken cancel) => Task.FromResult(SendRecord.None);

    public void Dispose() => _turn.Dispose();

    /// <returns>Why no connection came about: then nothing was sent.</returns>
    private async Task<SendOutcome?> OpenAsync(SmtpClient client, CancellationToken limit, CancellationToken cancel)
    {
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security switch
            {
                "tls" => SecureSocketOptions.SslOnConnect,
                "none" => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            }, limit);
            if (settings.User is { Length: > 0 } user) await client.AuthenticateAsync(user, settings.Password ?? "", limit);
            return null;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            return new(SendResult.Failed, Reason: $"no connection: {error.GetType().Name}");
        }
    }

    /// <summary>A final no to this address or this mail; a no to the sender is our own mistake and may be mended.</summary>
    private static SendResult ResultOf(SmtpCommandException error) =>
        (int)error.StatusCode >= 500 && error.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted && (int)error.StatusCode >= 500
            ? SendResult.Rejected : SendResult.Failed;

    private MimeMessage Compose(Outgoing message)
    {
        var from = new MailboxAddress(settings.FromName, settings.From);
        var mail = new MimeMessage
        {
            MessageId = $"{message.Id:N}@{from.Domain}",
            Subject = message.Subject,
            Body = new TextPart("plain") { Text = Text(message) },
        };
        mail.From.Add(from);
        mail.To.Add(new MailboxAddress("", message.Address));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (message.Unsubscribe is { } off)
        {
            mail.Headers.Add("List-Unsubscribe", $"<{off}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return mail;
    }

    private static string Text(Outgoing message)
    {
        string[] end =
        [
            new LocalText("打开人才码查看:", "Open it in TalentCode: ").In(message.English) + message.Link,
            new LocalText("这封邮件由系统发出,不用回复。", "This mail was sent by the system; please do not reply.").In(message.English),
            .. message.Unsubscribe is { } off ? [new LocalText("不想再收到这一类邮件:", "To receive no more of this kind: ").In(message.English) + off] : Array.Empty<string>(),
        ];
        return string.Join("\r\n\r\n", [.. message.Lines.Count > 0 ? [string.Join("\r\n", message.Lines)] : Array.Empty<string>(), string.Join("\r\n", end)]) + "\r\n";
    }
}
