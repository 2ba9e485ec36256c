using TalentCode.Core.Notifications;

namespace TalentCode.Core.Families;

/// <summary>Messages to members of a family who sign in themselves, and to the scientist about them.</summary>
internal static class FamilyMessages
{
    public static IReadOnlyDictionary<string, MessageTemplates.Template> Templates { get; } = new Dictionary<string, MessageTemplates.Template>
    {
        ["member-welcome"] = new(
            new("你可以用自己的手机登录了", "You can sign in on your own phone"),
            new("{who}为你登记了这个号码。这里只有与你有关的内容:关于你的办件、你的同意、你的消息。哪些内容给家人看,由你决定。", "{who} entered this number for you. Here is only what is about you: your parts of applications, your consents, your messages. You decide what your family sees.")),
        ["member-asked"] = new(
            new("需要你决定:{item}", "For you to decide: {item}"),
            new("{who}想办“{item}”,其中有关于你的一份,会交给{department}。同意不同意都由你决定,请在 {until} 前答复。", "{who} would like to file “{item}”, with a part about you that goes to {department}. Whether you agree is up to you; please answer by {until}.")),
        ["member-asked-again"] = new(
            new("还等你决定:{item}", "Still for you to decide: {item}"),
            new("“{item}”里关于你的一份还在等你答复,最迟 {until}。不答复的,不会交给部门。", "The part of “{item}” about you waits for your answer, by {until}. Without one nothing goes to the department.")),
        ["member-agreed"] = new(
            new("{who}同意了:{item}", "{who} agrees: {item}"),
            new("草稿已保留。家人都答复后,打开草稿确认提交。", "Your draft is kept. When everybody has answered, open it and file.")),
        ["member-declined"] = new(
            new("{who}没有同意:{item}", "{who} does not agree: {item}"),
            new("这是 {who} 自己的决定,我们不会再问。可以在草稿里取消勾选,为其他人提交。", "That is for {who} to decide and we do not ask again. You can leave that part out and file for the others.")),
        ["member-lapsed"] = new(
            new("{who}还没有答复:{item}", "No answer from {who}: {item}"),
            new("到期没有收到答复,关于 {who} 的一份没有提交。草稿已保留,可以再问一次,或先为其他人提交。", "The time to answer is over, so the part about {who} was not filed. Your draft is kept: ask again, or file for the others first.")),
        ["member-informed"] = new(
            new("已提交,其中有关于你的一份:{item}", "Filed, with a part about you: {item}"),
            new("{who}提交了“{item}”,由{department}依法定职责办理,不需要你的同意。你可以在这里看到自己这一份的进度。编号 {number}。", "{who} has filed “{item}”. {department} handles it by a duty set by law, so your consent is not asked for. You can follow your part here. Number {number}.")),
        ["member-filed"] = new(
            new("已提交:{item}", "Filed: {item}"),
            new("你同意过的“{item}”已提交给{department}。你可以在这里看到自己这一份的进度,也可以随时撤回同意。编号 {number}。", "“{item}”, to which you agreed, has gone to {department}. You can follow your part here and take your consent back at any time. Number {number}.")),
        ["member-part-split"] = new(
            new("分开办理:{item}", "Handled separately: {item}"),
            new("关于你的一份从家庭申请里分开,由{department}单独办理,不影响家里其他人。已交的材料都在。新编号 {number}。", "The part about you now goes on by itself at {department}; the rest of the family is not affected. What was handed in is kept. New number {number}.")),
        ["member-part-moved"] = new(
            new("{state}:{item}", "{state}: {item}"),
            new("关于你的一份现在是“{state}”,由{department}办理。编号 {number}。", "The part about you is now “{state}” at {department}. Number {number}.")),
    };
}
