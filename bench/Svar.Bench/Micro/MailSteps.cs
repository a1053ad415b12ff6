using BenchmarkDotNet.Attributes;
using Svar.Mail.Html;
using Svar.Mail.Messages;
using Svar.Mail.Replies;
using Svar.Mail.Reports;

namespace Svar.Bench.Micro;

/// <summary>Each figure is for one mail. Each step returns something that depends on all its work, so that none is left out.</summary>
public class MailSteps
{
    [Benchmark(OperationsPerInvoke = MailSample.Count, Description = "parse: structure")]
    public int ParseStructure()
    {
        var parts = 0;
        foreach (var raw in MailSample.Raw)
        {
            parts += MailMessage.Parse(raw).Root.Children.Count;
        }

        return parts;
    }

    [Benchmark(OperationsPerInvoke = MailSample.Count, Description = "parse: headers and text")]
    public int ParseText()
    {
        var length = 0;
        foreach (var raw in MailSample.Raw)
        {
            var mail = MailMessage.Parse(raw);
            length += mail.Subject.Length + mail.From.Count + mail.References.Count + (mail.TextPart?.Length ?? 0) + (mail.HtmlPart?.Length ?? 0);
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = MailSample.Count, Description = "HTML: clean")]
    public int CleanHtml()
    {
        var length = 0;
        foreach (var html in MailSample.Html)
        {
            length += HtmlCleaner.Clean(html).Html.Length;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = MailSample.Count, Description = "HTML: to text")]
    public int HtmlToText()
    {
        var length = 0;
        foreach (var html in MailSample.Html)
        {
            length += HtmlText.ToText(html).Length;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = MailSample.Count, Description = "reply: split")]
    public int SplitReply()
    {
        var parts = 0;
        foreach (var text in MailSample.Texts)
        {
            parts += ReplyText.Split(text).Parts.Count;
        }

        return parts;
    }

    [Benchmark(OperationsPerInvoke = MailSample.Count, Description = "bounce: parse and read")]
    public int ReadBounce()
    {
        var recipients = 0;
        foreach (var raw in MailSample.Bounces)
        {
            recipients += MailReports.Read(MailMessage.Parse(raw)).Bounces.Count;
        }

        return recipients;
    }

    [Benchmark(OperationsPerInvoke = MailSample.Count, Description = "compose: to bytes")]
    public int Compose()
    {
        var length = 0;
        foreach (var composer in MailSample.Composers)
        {
            length += composer.ToBytes().Length;
        }

        return length;
    }
}
