using FsCheck;
using FsCheck.Fluent;
using Svar.Mail.Replies;
using Svar.Mail.Tests.Html;

namespace Svar.Mail.Tests.Replies;

public class ReplyTextTests
{
    public static TheoryData<string> Attributions => new(
        "On Tue, 2011-03-01 at 18:02 +0530, Some One wrote:",
        "On Mon, Mar 5, 2018 at 10:12 PM Some One <a@b.example> wrote:",
        "On Wed, Sep 25, 2013 at 03:57 AM, jorge_castro <mailto:a@b.example>wrote:",
        "On Monday, March 5th, 2021 at 10:00 AM, Some One <a@b.example> wrote:",
        "On Wednesday, 5 March, 3:03 PM, Some One <a@b.example> wrote:",
        "On 5/3/18 10:12, Some One wrote:",
        "At 6/16/2016 08:32 PM, you wrote:",
        "Some One <a@b.example> wrote:",
        "\"Some One\" <a@b.example> wrote on 03/12/2012 10:22:11 AM:",
        "2014-03-20 8:48 GMT+01:00 Rémi <a@b.example>:",
        "Den 08/06/2015 kl. 21.21 skrev Test Testesen <a@b.example>:",
        "tir. 18. apr. 2017 kl. 13:09 skrev Kari Nordmann <a@b.example>:",
        "ons. 3. jan. 2024 kl. 09:15 skrev Kari Nordmann <a@b.example>:",
        "Den 15. jun. 2016 kl. 20.42 skreiv Kari Nordmann:",
        "Den tors 4 jan. 2024 kl 13:37 skrev Sven Svensson <a@b.example>:",
        "Den 14 september, 2015 02:23:18, Sven (a@b.example) skrev:",
        "4 jan 2024 kl. 13:37 skrev Sven Svensson <a@b.example>:",
        "Den tor. 4. jan. 2024 kl. 13.37 skrev Hans Jensen <a@b.example>:",
        "Am 25.06.2015 um 10:55 schrieb Test Person:",
        "Am Do., 4. Jan. 2024 um 13:37 Uhr schrieb Hans Muster <a@b.example>:",
        "Am 21. April 2016 17:48:01 MESZ schrieb Hans Muster <a@b.example>:",
        "Hans Muster <a@b.example> schrieb am Do., 4. Jan. 2024, 13:37:",
        "Hans Muster schrieb am 04.01.2024 um 13:37:",
        "Op 17-feb.-2015, om 13:18 heeft Jan Jansen <a@b.example> het volgende geschreven:",
        "Op do 4 jan 2024 om 13:37 schreef Jan Jansen <a@b.example>:",
        "Op 04-01-2024 om 13:37 schreef Jan:",
        "Le 4 janv. 2016 19:03, \"Jean Dupont\" <a@b.example> a écrit :",
        "Le jeu. 4 janv. 2024 à 13:37, Jean Dupont <a@b.example> a écrit :",
        "Le 19/03/2014 11:34, Georges du chemin a écrit :",
        "El 19/03/2014 11:34, Juan Pérez <a@b.example> escribió:",
        "El jue, 4 ene 2024 a las 13:37, Juan Pérez (<a@b.example>) escribió:",
        "El 4 ene 2024, a las 13:37, Juan Pérez <a@b.example> escribió:",
        "Il giorno gio 4 gen 2024 alle ore 13:37 Mario Rossi <a@b.example> ha scritto:",
        "Il 04/01/2024 13:37, Mario Rossi ha scritto:",
        "In data 11 ottobre 2017 21:11:31 \"Mario Rossi\" <a@b.example> ha scritto:",
        "Em qui., 4 de jan. de 2024 às 13:37, João Silva <a@b.example> escreveu:",
        "Em 04/01/2024 13:37, João Silva escreveu:",
        "No dia 4 de janeiro de 2024, João Silva <a@b.example> escreveu:",
        "czw., 4 sty 2024 o 13:37 Jan Kowalski <a@b.example> napisał(a):",
        "W dniu 2015-01-07 14:23, a@b.example pisze: ",
        "W dniu 7 stycznia 2015 15:24 użytkownik Jan Kowalski <a@b.example> napisał:",
        "Dnia 27 grudnia 2016 12:08 Jan Kowalski <a@b.example> napisał(a):",
        "to 4. tammik. 2024 klo 13.37 Matti Meikäläinen (a@b.example) kirjoitti:",
        "Matti Meikäläinen <a@b.example> kirjoitti 4.1.2024 kello 13.37:",
        "чт, 4 янв. 2024 г. в 13:37, Иван Иванов <a@b.example>:",
        "4 января 2024 г., 13:37 пользователь Иван Иванов <a@b.example> написал:",
        "04.01.2024 13:37, Иван Иванов пишет:",
        "Четверг, 4 января 2024, 13:37 +03:00 от Иван Иванов <a@b.example>:",
        "чт, 4 січ. 2024 р. о 13:37 Іван <a@b.example> пише:",
        "čt 4. 1. 2024 v 13:37 odesílatel Jan Novák <a@b.example> napsal:",
        "Dne 4.1.2024 v 13:37 Jan Novák napsal(a):",
        "Nagy János <a@b.example> ezt írta (időpont: 2024. jan. 4., Cs, 13:37):",
        "În joi, 4 ian. 2024 la 13:37, Ion Ion <a@b.example> a scris:",
        "4 Oca 2024 Per 13:37 tarihinde Ali Veli <a@b.example> şunu yazdı:",
        "Στις Πέμ 4 Ιαν 2024 στις 13:37, ο χρήστης Τεστ <a@b.example> έγραψε:",
        "在 2016-11-8，下午2:23，Test user <a@b.example> 写道：",
        "2016. 11. 8. 오후 12:39 Test user <a@b.example> 작성:",
        "2024년 1월 4일 (목) 오후 1:37, 홍길동 <a@b.example>님이 작성:",
        "2016/11/08 14:26、Test user <a@b.example> のメッセージ:",
        "2024年1月4日(木) 13:37 山田太郎 <a@b.example>:",
        "Vào 14:24 8 tháng 6, 2017, Hùng Nguyễn <a@b.example> đã viết:",
        "---- On Tue, 22 Dec 2015 14:17:36 +0530 Sam Saffron<a@b.example> wrote ----",
        "-------- Original Message --------",
        "----- Opprinnelig melding -----",
        "----- Ursprüngliche Nachricht -----",
        "---------- Forwarded message ---------",
        "---------- Weitergeleitete Nachricht ----------",
        "Begin forwarded message:",
        "On Nov 30, 2011, at 12:47 PM, Somebody <\n416ffd3258d4d2fa4c85cfa4c44e1721d66e3e8f4\n@somebody.example>\nwrote:",
        "On Fri, May 6, 2011 at 6:03 PM, Some One from Hacker News\n<a@b.example> wrote:",
        "Le jeu. 4 janv. 2024 à 13:37, Jean Dupont <a@b.example> a\nécrit :",
        "From: Some One <a@b.example>\nSent: Thursday, January 4, 2024 1:37 PM\nTo: B <b@b.example>\nSubject: Re: x",
        "Fra: Kari Nordmann <a@b.example>\nSendt: torsdag 4. januar 2024 13:37\nTil: B\nEmne: SV: x",
        "Från: Sven <a@b.example>\nSkickat: den 4 januari 2024 13:37\nTill: B\nÄmne: Sv: x",
        "Von: Hans <a@b.example>\nGesendet: Donnerstag, 4. Januar 2024 13:37\nAn: B\nBetreff: AW: x",
        "Van: Jan <a@b.example>\nVerzonden: donderdag 4 januari 2024 13:37\nAan: B\nOnderwerp: RE: x",
        "De : Jean <a@b.example>\nEnvoyé : jeudi 4 janvier 2024 13:37\nÀ : B\nObjet : RE: x",
        "De: Juan <a@b.example>\nEnviado el: jueves, 4 de enero de 2024 13:37\nPara: B\nAsunto: RE: x",
        "Da: Mario <a@b.example>\nInviato: giovedì 4 gennaio 2024 13:37\nA: B\nOggetto: R: x",
        "De: João <a@b.example>\nEnviada: quinta-feira, 4 de janeiro de 2024 13:37\nPara: B\nAssunto: RES: x",
        "Od: Jan <a@b.example>\nWysłano: czwartek, 4 stycznia 2024 13:37\nDo: B\nTemat: Odp: x",
        "Lähettäjä: Matti <a@b.example>\nLähetetty: torstai 4. tammikuuta 2024 13.37\nVastaanottaja: B\nAihe: VS: x",
        "От: Иван <a@b.example>\nОтправлено: 4 января 2024 г. 13:37\nКому: B\nТема: x",
        "________________________________\n发件人: A <a@b.example>\n发送时间: 2024年1月4日 13:37\n收件人: B\n主题: x",
        "*Fra:* Kari <a@b.example>\n*Dato:* 4. januar 2024\n*Til:* B\n*Emne:* x");

    [Theory]
    [InlineData("Den 3. nov skrev Anna:", "> hei\n")]
    [InlineData("Den 25. nov skrev Anna Berg <anna@b.example>:", "> hei\n> der\n")]
    [InlineData("On Mon, Anna wrote:", "> hei\n")]
    [InlineData("Mandag skrev Anna:", "> hei\n")]
    [InlineData("Am Montag schrieb Anna:", "> hei\n")]
    public void The_line_over_a_quotation_needs_no_year(string line, string quotation)
    {
        foreach (var above in (ReadOnlySpan<string>)["Ja takk!\n\n", "Ja takk!\n\nHilsen\nOla\n\n", "Ja takk!\n\n-- \nOla\n\n"])
        {
            var parts = ReplyText.Split($"{above}{line}\n{quotation}");
            AssertCovers(parts);
            Assert.Equal($"{line}\n{quotation}", parts.Quoted);
            Assert.StartsWith("Ja takk!", parts.Reply, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("As you wrote:")]
    [InlineData("In the mail before you wrote:")]
    [InlineData("So you wrote:")]
    [InlineData("Du skrev:")]
    public void The_writers_own_words_over_a_quotation_stay(string line) =>
        Assert.Contains(line, ReplyText.Split($"Hi!\n\n{line}\n> it is free\n\nThat is not so.\n").Reply, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Attributions))]
    public void The_heading_hides_what_stands_under_it(string heading)
    {
        var parts = ReplyText.Split($"Mine egne ord.\nTo linjer.\n\n{heading}\n\nGamle ord.\nFlere.\n");
        AssertCovers(parts);
        Assert.Equal("Mine egne ord.\nTo linjer.", parts.Reply.Trim());
        Assert.StartsWith(heading, parts.Quoted.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Attributions))]
    public void The_heading_and_quote_marks_hide_too(string heading)
    {
        var parts = ReplyText.Split($"Mine egne ord.\r\n\r\n{heading}\r\n\r\n> Gamle ord.\r\n>\r\n> Flere.\r\n");
        AssertCovers(parts);
        Assert.Equal("Mine egne ord.", parts.Reply.Trim());
    }

    [Theory]
    [InlineData("On the surface, this looks like a quote header but it is not.\n\nOn average, it works:\nfine.")]
    [InlineData("Hei,\nVaren kom 04.01.2024 kl. 13:37, men den var ødelagt.\nHva gjør vi:\n1. bytte\n2. penger")]
    [InlineData("Jeg fikk dette svaret fra dere 4. januar 2024:\n\"Vi sender ny vare.\"\nMen ingenting kom.")]
    [InlineData("Date: Wednesday 3, October 2011\nTime: 7 : 00am\nAddress: 130 Fox St\n\nPlease bring in your ID.")]
    [InlineData("Navn: Kari\nOrdre: 1042\nTelefon: 99 99 99 99\nVil du ringe meg?")]
    [InlineData("Sent from the shop on Monday, but it never arrived here\nand I would like to know why.")]
    [InlineData("Varen ble sendt fra lageret i Bergen.\nSendt fra meg til dere igjen i dag.")]
    [InlineData("The notification was sent from my iPhone app to all users.")]
    [InlineData("I wrote to you on 4 January 2024 and nobody wrote back.")]
    [InlineData("> Sitat uten overskrift.\n\nMitt svar.")]
    [InlineData("Pris - 100 kr\n--------------\nTelt   100\nKart   200\nog noen ganske lange linjer med tekst som følger etter tabellen, altså er dette ingen signatur men bare en tabell i teksten.")]
    [InlineData("Hei!\n\nHilsen\nKari")]
    [InlineData("From: our shop to you: best wishes.\nKari")]
    [InlineData("")]
    [InlineData("\n\n")]
    public void Nothing_is_hidden_of(string text)
    {
        var parts = ReplyText.Split(text);
        AssertCovers(parts);
        Assert.Equal(text, parts.Reply);
    }

    [Theory]
    [InlineData("-- \nKari Nordmann\nFjord AS")]
    [InlineData("--\nKari Nordmann")]
    [InlineData("___________\nKari Nordmann, Fjord AS")]
    [InlineData("Sent from my iPhone")]
    [InlineData("Sendt fra min iPad")]
    [InlineData("Sendt fra Outlook for Android<https://aka.ms/x>")]
    [InlineData("Hent Outlook for iOS<https://aka.ms/o0ukef>")]
    [InlineData("Skaff deg Outlook for iOS<https://aka.ms/o0ukef>")]
    [InlineData("Få Outlook til Android<https://aka.ms/ghei36>")]
    [InlineData("Skickat från min iPhone")]
    [InlineData("Hämta Outlook för Android<https://aka.ms/ghei36>")]
    [InlineData("Lähetetty iPhonesta")]
    [InlineData("Von meinem iPhone gesendet")]
    [InlineData("Gesendet mit der GMX Mail App")]
    [InlineData("Holen Sie sich Outlook für Android<https://aka.ms/x>")]
    [InlineData("Verzonden vanaf mijn iPhone")]
    [InlineData("Verstuurd vanaf mijn iPad")]
    [InlineData("Envoyé de mon iPhone")]
    [InlineData("Télécharger Outlook pour Android<https://aka.ms/x>")]
    [InlineData("Enviado desde mi iPhone")]
    [InlineData("Obtener Outlook para iOS<https://aka.ms/x>")]
    [InlineData("Inviato da iPhone")]
    [InlineData("Scarica Outlook per Android<https://aka.ms/x>")]
    [InlineData("Enviado do meu iPhone")]
    [InlineData("Wysłane z iPhone'a")]
    [InlineData("Отправлено с iPhone")]
    [InlineData("发自我的iPhone")]
    [InlineData("iPhoneから送信")]
    [InlineData("나의 iPhone에서 보냄")]
    [InlineData("Sent from Yahoo Mail for iPhone")]
    [InlineData("Sent with Proton Mail secure email.")]
    [InlineData("Sent from my Galaxy")]
    [InlineData("Med vennlig hilsen\nKari Nordmann\nDaglig leder\nTlf. 55 55 55 55")]
    public void A_signature_is_told_from_the_words(string signature)
    {
        var parts = ReplyText.Split("Hei, varen er gått i stykker.\n\n" + signature + "\n");
        AssertCovers(parts);
        Assert.Equal("Hei, varen er gått i stykker.", parts.Reply.Trim());
        Assert.Equal(signature, parts.Signature.Trim());
    }

    [Fact]
    public void Answers_between_the_lines_stay_with_what_they_answer()
    {
        const string Text = "On Tue, Apr 29, 2014 at 4:22 PM, Some One <a@b.example> wrote:\n\n> Which size?\n\nLarge.\n\n> Which colour?\n\nRed.\n\n> Thanks\n> Some One\n";
        var parts = ReplyText.Split(Text);
        AssertCovers(parts);
        Assert.Equal("> Which size?\n\nLarge.\n\n> Which colour?\n\nRed.", parts.Reply.Trim());
        Assert.Contains("> Thanks", parts.Quoted, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_below_the_quotation_is_the_reply() =>
        Assert.Equal("Below.", ReplyText.Split("Le 2016-11-16 02:22, X a écrit :\n> Un\n> Deux\n\nBelow.").Reply.Trim());

    [Fact]
    public void Words_above_and_below_a_quotation_are_both_the_reply() =>
        Assert.Equal("Above\n\nBelow", ReplyText.Split("Above\n\nOn 04/19/2011 07:10 AM, X wrote:\n\n> Q\n\nBelow").Reply.Replace("\n\n\n", "\n\n", StringComparison.Ordinal).Trim());

    [Fact]
    public void A_forward_without_words_of_its_own_is_shown_whole()
    {
        const string Text = "---------- Forwarded message ---------\nFrom: A <a@b.example>\nDate: Tue, Jan 01, 2019 at 12:00 PM\nSubject: x\nTo: <b@b.example>\n\nSee here.\n";
        Assert.Equal(Text, ReplyText.Split(Text).Reply);
    }

    [Fact]
    public void Who_writes_below_what_the_telephone_adds_is_heard() =>
        Assert.Equal("Her er ordrenummeret: 1042", ReplyText.Split("\nSendt fra min iPhone\n\nHer er ordrenummeret: 1042\n").Reply.Trim());

    [Fact]
    public void Any_text_is_covered()
    {
        string[] pieces =
        [
            "\n", "\r\n", "\r", "> ", ">", "a", "wrote:", "On Tue, 1 Mar 2011 at 18:02, X <a@b.example> wrote:", "-- ", "--", "___", "From: a@b.example", "Sent: 1/1/2011 10:10",
            "To: b", "Subject: c", "Sent from my iPhone", "-----Original Message-----", " ", "<", "|", "Hilsen", "😀", "\u00A0",
        ];
        Prop.ForAll(
            Gen.ArrayOf(Gen.Elements(pieces)).Select(string.Concat).ToArbitrary(),
            static text => AssertCovers(ReplyText.Split(text))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("> a\nb\n")]
    [InlineData("On Tue, 1 Mar 2011 at 18:02, X <a@b.example> wrote:\n> a\nb\n")]
    [InlineData("--\n")]
    [InlineData("___\n\n")]
    [InlineData("\n")]
    [InlineData("From: a\n")]
    [InlineData("x:\n")]
    [InlineData("Sent from my iPhone\n")]
    [InlineData("On 1 ")]
    [InlineData(" On 1/1/2011 wrote:")]
    [InlineData("> > > > >")]
    [InlineData("___\nlong long line\n")]
    [InlineData("Hilsen\n\n")]
    [InlineData("| x\n")]
    [InlineData("<a@b.example\n>:\n")]
    [InlineData("a:\n")]
    [InlineData("wrote:\n")]
    [InlineData("a@b:\n")]
    [InlineData("-----Original Message-----\na\n")]
    [InlineData("-----Original Message-----\n\n")]
    [InlineData("Sent via x\n\n")]
    [InlineData("On 1 Mar 2011 at 18:02, X wrote:\n\na\n")]
    [InlineData("On 3 May 2024 your man wrote:\n\n")]
    [InlineData("--\nPlease, I wish it\n")]
    [InlineData("***\na: b\n\n")]
    public void Fifty_thousand_of_anything_ends_at_once(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 50_000));
        AssertCovers(Timed.Run(() => ReplyText.Split(text)));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_text_like_any_other()
    {
        // not as attributes, which keep UTF-8
        string[] texts =
        [
            "----- \ud800 original -----\n", "\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800", "----- Original\udc00 Message -----:\n", "Begin forwarded message\ud800:\n",
            "On 1 Mar 2011 at 18:02, \ud800 <a@b.example> wrote:\n\n\udc00\n", "Sent from my \ud800\n-- \n\ud800\n", "From: \ud800\nSent: \udc00 13:37\nTo: x\nSubject: \ud800",
        ];
        foreach (var text in texts)
        {
            AssertCovers(ReplyText.Split(text));
            var html = ReplyHtml.Split(text);
            Assert.Equal(text.Length, html.Reply.Length + html.Quoted.Length);
        }
    }

    internal static void AssertCovers(ReplyParts parts)
    {
        var at = 0;
        foreach (var part in parts.Parts)
        {
            Assert.Equal(at, part.From);
            Assert.True(part.To > part.From);
            at = part.To;
        }

        Assert.Equal(parts.Text.Length, at);
    }
}
