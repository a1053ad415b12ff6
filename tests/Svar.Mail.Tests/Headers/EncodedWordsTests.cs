using Svar.Mail.Tests.Messages;

namespace Svar.Mail.Tests.Headers;

public sealed class EncodedWordsTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=?utf-8?Q?Sp=C3=B8rsm=C3=A5l_om_telt?=", "Spørsmål om telt")]
    [InlineData("=?UTF-8?B?U3DDuHJzbcOlbA==?=", "Spørsmål")]
    [InlineData("=?iso-8859-1?q?p=E5?= telt", "på telt")]
    [InlineData("=?utf-8?q?a?= =?utf-8?q?b?=", "ab")]
    [InlineData("=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab")]
    [InlineData("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c")]
    [InlineData("Re: =?utf-8*nb?q?hei?=", "Re: hei")]
    [InlineData("=?koi8-r?B?8NLJ18XU?=", "Привет")]
    [InlineData("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本")]
    [InlineData("=?gb2312?B?xOO6ww==?=", "你好")]
    public void Encoded_words_are_read(string value, string expected) => Assert.Equal(expected, Subject(value));

    [Theory]
    [InlineData("=?utf-8?Q?Sp=C3?= =?utf-8?Q?=B8rsm=C3=A5l?=", "Spørsmål")]
    [InlineData("=?utf-8?B?U3DD?= =?utf-8?B?uHI=?=", "Spør")]
    public void A_character_cut_between_two_words_is_put_together(string value, string expected) => Assert.Equal(expected, Subject(value));

    [Theory]
    [InlineData("=?utf-8?B?U3D?= =?utf-8?B?DuHI=?=", "Spør")]
    [InlineData("=?utf-8?B?YQ?= =?utf-8?B?Yg?=", "ab")]
    public void Base64_groups_cut_between_words_and_padding_left_out_are_told_apart(string value, string expected) => Assert.Equal(expected, Subject(value));

    [Theory]
    [InlineData("=?utf-8?Q?hei p=C3=A5 deg?=", "hei på deg")]
    [InlineData("=?utf-8?Q?what?=3F?=", "what??")]
    [InlineData("=?utf-8?Q?abc?=de=?utf-8?Q?fgh?=", "abcdefgh")]
    [InlineData("=?utf-8?Q?abc?=de=?utf-8?Q?fgh?=12=?utf-8?Q?=C3=A5?=", "abcdefgh12å")]
    [InlineData("=?utf-8?Q?hei", "hei")]
    [InlineData("=?utf-8?Q?hei =?utf-8?Q?du?=", "heidu")]
    [InlineData("(=?utf-8?Q?hei?=)", "(hei)")]
    [InlineData("x=?utf-8?Q?hei?=y", "xheiy")]
    [InlineData("=?nonsense-9?Q?p=C3=A5?=", "på")]
    [InlineData("=?utf-8?X?hei?=", "=?utf-8?X?hei?=")]
    [InlineData("=?utf-8?Q??=", "")]
    [InlineData("1 =? 2 ?= 3", "1 =? 2 ?= 3")]
    public void Broken_encoded_words_are_read_as_meant(string value, string expected) => Assert.Equal(expected, Subject(value));

    [Fact]
    public void Raw_utf8_and_raw_latin1_in_a_subject_are_read()
    {
        Assert.Equal("Spørsmål", Mails.ReadUtf8("Subject: Spørsmål\n\n").Subject);
        Assert.Equal("Spørsmål", Mails.Read("Subject: Sp\u00F8rsm\u00E5l\n\n").Subject);
        Assert.Equal("Formação: Verão", Mails.Read("Subject: Forma\u00E7\u00E3o: Ver\u00E3o\n\n").Subject);
    }

    [Fact]
    public void Line_ends_inside_an_encoded_word_do_not_come_out() =>
        Assert.Equal("a  Bcc: x@example.com", Subject("=?utf-8?Q?a=0D=0ABcc:_x@example.com?="));

    [Fact]
    public void A_folded_subject_is_one_line() => Assert.Equal("one two three", Subject("one\r\n two\r\n\tthree"));

    private static string Subject(string value) => Mails.With("Subject: " + value).Subject;
}
