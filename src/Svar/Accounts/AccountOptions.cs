using Svar.Data;
using Svar.Data.Settings;

namespace Svar.Accounts;

/// <summary>Section <c>Accounts</c> of the configuration.</summary>
internal sealed record AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>
    /// Where staff reach the desk, such as <c>https://desk.example.com</c>: the base of links in mails. Never taken from
    /// a request, whose Host header a stranger can choose: a reset link would then lead to the stranger.
    /// </summary>
    public string DeskUrl { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Wrong passwords in a row until an account rests. Lower annoys people, higher helps who guesses.</summary>
    [Between(1, int.MaxValue)]
    public int TriesBeforeLockout { get; init; } = 5;

    [Between("00:01:00", "1.00:00:00")]
    public TimeSpan LockoutFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Sign-ins, resets and looks at links from one address (IPv6: one /64) in a minute. An office may share one address.</summary>
    [Between(1, int.MaxValue)]
    public int CallsPerAddressAndMinute { get; init; } = 20;

    /// <summary>Sign-ins for one e-mail address in 15 minutes, whether there is such an account or not.</summary>
    [Between(1, int.MaxValue)]
    public int SignInsPerAccount { get; init; } = 10;

    /// <summary>Reset mails for one e-mail address in an hour; more are not sent, and nobody is told so.</summary>
    [Between(1, int.MaxValue)]
    public int ResetsPerAccount { get; init; } = 3;

    /// <summary>
    /// Answers that must not tell whether an account exists come after this time, or a multiple of it. Has to be longer
    /// than a password check (about 0.1 s) and a save.
    /// </summary>
    [Between("00:00:00", "00:00:10")]
    public TimeSpan AnswerAfter { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>A session without 'stay signed in' ends after so long without use.</summary>
    [Between("00:05:00", "365.00:00:00")]
    public TimeSpan SessionFor { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The same with 'stay signed in'.</summary>
    [Between("00:05:00", "365.00:00:00")]
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromDays(30);

    public static AccountOptions Read(IConfiguration configuration) =>
        (configuration.GetSection(Section).Get<AccountOptions>() ?? new AccountOptions()).Checked();

    /// <summary>What the range of one value cannot say.</summary>
    public AccountOptions Checked()
    {
        if (!Uri.TryCreate(DeskUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.AbsolutePath != "/" || url.Query.Length > 0)
        {
            throw new BadSettingException($"{Section}:{nameof(DeskUrl)}", DeskUrl, "an address without a path, such as https://desk.example.com");
        }

        return this;
    }

    /// <summary>A path of this system as an address for a mail.</summary>
    public string Absolute(string path) => DeskUrl.TrimEnd('/') + path;
}
