using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using TalentCode.Core;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;
using TalentCode.Web.Messaging;

namespace TalentCode.Tests.Messaging;

/// <summary>Debian's aiosmtpd: a mail server of its own that keeps what it takes.</summary>
public sealed class MailServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("talentcode-smtp-");
    private Process _process = null!;

    public int Port { get; private set; }

    public async Task InitializeAsync()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        var script = Path.Combine(Root(), "tests", "smtp-server.py");
        _process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, _folder.FullName, Port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        Assert.Equal("listening", await _process.StandardOutput.ReadLineAsync());
    }

    public void Behave(string mood) => File.WriteAllText(Path.Combine(_folder.FullName, "mood"), mood);

    public List<MimeMessage> Taken() => [.. _folder.GetFiles("*.eml").OrderBy(f => f.Name).Select(f => MimeMessage.Load(f.FullName))];

    /// <summary>The one mail to this address.</summary>
    public MimeMessage To(string address) => Assert.Single(Taken(), m => m.To.Mailboxes.Single().Address == address);

    public async Task DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TalentCode.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

[Trait("Category", "Mail")]
public sealed class MailTests(MailServer server) : IClassFixture<MailServer>
{
    [Fact]
    public async Task A_mail_says_what_and_where_in_the_readers_language_and_can_be_switched_off_with_one_click()
    {
        server.Behave("take");
        var message = Message("a@example.org", english: true, off: new Uri("https://talent.example/unsubscribe/x"));
        Assert.Equal(new SendOutcome(SendResult.Sent, $"{message.Id:N}@city.example"), await Channel().SendAsync(message, default));
        var mail = server.To("a@example.org");
        Assert.Equal(("Received: School places", $"{message.Id:N}@city.example"), (mail.Subject, mail.MessageId));
        Assert.Contains("https://talent.example/cases/1", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(("<https://talent.example/unsubscribe/x>", "List-Unsubscribe=One-Click"), (mail.Headers["List-Unsubscribe"], mail.Headers["List-Unsubscribe-Post"]));
    }

    [Fact]
    public async Task A_mail_whose_answer_was_lost_is_sent_again_with_the_same_message_id()
    {
        var message = Message("b@example.org");
        server.Behave("hang");
        Assert.Equal(SendResult.Unknown, (await Channel().SendAsync(message, default)).Result);
        server.Behave("take");
        Assert.Equal(SendResult.Sent, (await Channel().SendAsync(message, default)).Result);
        var mails = server.Taken().FindAll(m => m.To.Mailboxes.Single().Address == "b@example.org");
        Assert.Equal((2, 1), (mails.Count, mails.Select(m => m.MessageId).Distinct().Count()));
        Assert.Equal(SendRecord.None, await Channel().AskAsync(message, City.Morning, default));
    }

    [Fact]
    public async Task A_mail_server_that_never_answers_leaves_a_question_and_the_mail_goes_again_with_the_same_message_id()
    {
        server.Behave("take");
        await using var city = await City.WithChannelsAsync(null, Channel(patience: TimeSpan.FromSeconds(1)));
        var talent = await city.People.TalentAsync();
        await city.AddAsync(new ContactAddress { TalentId = talent.Id, Email = "w@example.org" });
        server.Behave("wait");
        await city.WriteAsync(db =>
        {
            db.Owe("case-received", "1", Recipient.Talent(talent.Id), city.Clock.UtcNow, new Dictionary<string, LocalText> { ["item"] = new("子女入学", "School places") }, "/cases/1");
            return Task.CompletedTask;
        });
        await SweepAsync();
        Assert.Equal(DeliveryState.Unsure, (await RowAsync()).State);
        server.Behave("take");
        city.Pass(TimeSpan.FromMinutes(1));
        await SweepAsync();
        Assert.Equal((DeliveryState.Sent, true), (await RowAsync()) is var row ? ((DeliveryState)row.State!, row.PossibleDuplicateAt is not null) : default);
        var mails = server.Taken().FindAll(m => m.To.Mailboxes.Single().Address == "w@example.org");
        Assert.Equal((2, $"{row.Id:N}@city.example"), (mails.Count, mails.Select(m => m.MessageId).Distinct().Single()));

        async Task SweepAsync()
        {
            await city.Get<OutboxSender>().SweepAsync(default);
            await city.Get<ExternalSender>().SweepAsync(default);
        }

        Task<OutboxMessage> RowAsync() => city.ReadAsync(db => db.Outbox.SingleAsync(m => m.Channel == ChannelNames.Email));
    }

    [Fact]
    public async Task A_mail_server_that_answers_twice_has_one_mail_and_its_second_answer_is_not_that_of_the_next()
    {
        server.Behave("twice");
        Assert.Equal(SendResult.Sent, (await Channel().SendAsync(Message("t@example.org"), default)).Result);
        server.Behave("refuse");
        Assert.Equal(SendResult.Rejected, (await Channel().SendAsync(Message("t@example.org"), default)).Result);
        server.To("t@example.org");
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_is_a_final_no_and_a_busy_server_is_not()
    {
        server.Behave("refuse");
        Assert.Equal(SendResult.Rejected, (await Channel().SendAsync(Message("c@example.org"), default)).Result);
        server.Behave("busy");
        Assert.Equal(SendResult.Failed, (await Channel().SendAsync(Message("c@example.org"), default)).Result);
        server.Behave("take");
        Assert.Equal(SendResult.Failed, (await Channel(port: 1).SendAsync(Message("c@example.org"), default)).Result);
        // This server offers no encryption, and without it nothing is handed over.
        Assert.Equal(SendResult.Failed, (await Channel(security: "starttls").SendAsync(Message("c@example.org"), default)).Result);
        Assert.DoesNotContain(server.Taken(), m => m.To.Mailboxes.Single().Address == "c@example.org");
    }

    [Fact]
    public async Task A_mail_address_counts_once_the_code_that_was_sent_there_is_typed()
    {
        server.Behave("take");
        await using var city = await City.WithChannelsAsync(null, Channel());
        var talent = Actor.For(await city.People.TalentAsync());
        var addresses = city.Get<EmailAddresses>();
        await addresses.AskAsync(talent, "nobody", default).IsRefusedAsync("mail-malformed");
        await addresses.AskAsync(talent, "d@example.org", default);
        await addresses.AskAsync(talent, "d@example.org", default).IsRefusedAsync("asked-too-soon");
        Assert.Null((await city.Get<PreferenceService>().MineAsync(talent)).Email);
        await addresses.ConfirmAsync(talent, "000000x").IsRefusedAsync("code-wrong");
        var code = System.Text.RegularExpressions.Regex.Match(server.To("d@example.org").TextBody!, "[0-9]{6}").Value;
        await addresses.ConfirmAsync(talent, $" {code} ");
        Assert.Equal("d@example.org", (await city.Get<PreferenceService>().MineAsync(talent)).Email);
        await addresses.ConfirmAsync(talent, code).IsRefusedAsync("code-expired");
        await addresses.RemoveAsync(talent);
        Assert.Null((await city.Get<PreferenceService>().MineAsync(talent)).Email);
    }

    [Fact]
    public async Task Too_many_wrong_codes_make_the_right_one_void()
    {
        server.Behave("take");
        await using var city = await City.WithChannelsAsync(null, Channel());
        var talent = Actor.For(await city.People.TalentAsync());
        var addresses = city.Get<EmailAddresses>();
        await addresses.AskAsync(talent, "e@example.org", default);
        for (var i = 0; i < 5; i++) await addresses.ConfirmAsync(talent, "wrong").IsRefusedAsync("code-wrong");
        var code = System.Text.RegularExpressions.Regex.Match(server.To("e@example.org").TextBody!, "[0-9]{6}").Value;
        await addresses.ConfirmAsync(talent, code).IsRefusedAsync("too-many-tries");
        server.Behave("refuse");
        city.Pass(TimeSpan.FromMinutes(2));
        await addresses.AskAsync(talent, "f@example.org", default).IsRefusedAsync("mail-failed");
    }

    private static Outgoing Message(string address, bool english = false, Uri? off = null) =>
        new(Guid.NewGuid(), MessageKind.Progress, address, english, "School places", "Received: School places", ["By 20 September."], new("https://talent.example/cases/1"), off);

    private IMessageChannel Channel(int? port = null, string security = "none", TimeSpan? patience = null)
    {
        var services = new ServiceCollection();
        MessagingSettings settings = new(new("127.0.0.1", port ?? server.Port, security, null, null, "talent@city.example", "人才码"), null, null, null, new());
        services.AddMessaging(patience is { } limit ? settings with { Patience = limit } : settings);
        return services.BuildServiceProvider().GetRequiredService<IMessageChannel>();
    }
}
