using Svar.Mail.Tests.Messages;

namespace Svar.Mail.Tests.Headers;

public sealed class MailingListTests
{
    [Fact]
    public void The_fields_of_a_list_are_read()
    {
        var list = Mails.Read(
            "List-Id: =?utf-8?Q?Bl=C3=A5b=C3=A6r?= og andre <news.shop.example>\r\nList-Unsubscribe: (by mail) <mailto:off@shop.example?subject=off>,\r\n <https://shop.example/off?\r\n id=1>, <javascript:alert(1)>\r\n"
            + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nList-Post: <mailto:news@shop.example>\r\n\r\nx\r\n").MailingList!;
        Assert.Equal("news.shop.example", list.Id);
        Assert.Equal("Blåbær og andre", list.Name);
        Assert.Equal(["mailto:off@shop.example?subject=off", "https://shop.example/off?id=1"], list.Unsubscribe.Select(address => address.AbsoluteUri));
        Assert.True(list.IsOneClick);
        Assert.Equal("mailto:news@shop.example", list.Post!.AbsoluteUri);
    }

    [Theory]
    [InlineData("List-Id: news.shop.example", "news.shop.example")]
    [InlineData("List-Id: \"Ski, og mer\" <ski.example>", "ski.example")]
    [InlineData("List-Id: <>", null)]
    [InlineData("List-Post: NO (announcements only)", null)]
    [InlineData("List-Unsubscribe: <mailto:off@x.example", null)]
    public void Broken_fields_give_what_they_hold(string header, string? id)
    {
        var list = Mails.With(header).MailingList!;
        Assert.Equal(id, list.Id);
        Assert.Empty(list.Unsubscribe);
        Assert.Null(list.Post);
        Assert.False(list.IsOneClick);
    }

    [Theory]
    [InlineData("Help")]
    [InlineData("Subscribe")]
    [InlineData("Owner")]
    [InlineData("Archive")]
    public void Any_field_of_RFC_2369_tells_of_a_list(string field)
    {
        var list = Mails.With($"List-{field}: <mailto:x@list.example?subject=x> (by mail), <https://list.example/x>, <file:///x>").MailingList!;
        var found = field switch { "Help" => list.Help, "Subscribe" => list.Subscribe, "Owner" => list.Owner, _ => list.Archive };
        Assert.Equal(["mailto:x@list.example?subject=x", "https://list.example/x"], found.Select(address => address.AbsoluteUri));
        Assert.Equal(2, list.Help.Count + list.Subscribe.Count + list.Owner.Count + list.Archive.Count);
        Assert.Null(list.Id);
    }

    [Fact]
    public void A_person_s_mail_comes_by_no_list() => Assert.Null(Mails.With("Subject: x").MailingList);
}
