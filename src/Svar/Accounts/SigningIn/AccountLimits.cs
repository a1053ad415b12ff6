using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Svar.Accounts.Asking;

namespace Svar.Accounts.SigningIn;

/// <summary>
/// How often one may try: by address at the door (the framework's rate limiter, policy <see cref="Policy"/>), by account
/// in the use cases, which know it. Both count whether such an account exists or not.
/// </summary>
internal sealed class AccountLimits(AccountOptions options) : IDisposable
{
    public const string Policy = "accounts";

    private readonly PartitionedRateLimiter<string> _signIns = PerAccount(options.SignInsPerAccount, TimeSpan.FromMinutes(15));
    private readonly PartitionedRateLimiter<string> _resets = PerAccount(options.ResetsPerAccount, TimeSpan.FromHours(1));

    public bool MaySignIn(string email) => Take(_signIns, email);

    public bool MayReset(string email) => Take(_resets, email);

    public static void Add(RateLimiterOptions limiter, AccountOptions options)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = RejectAsync;
        limiter.AddPolicy(Policy, context => RateLimitPartition.GetSlidingWindowLimiter(
            Place(context.Connection.RemoteIpAddress),
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = options.CallsPerAddressAndMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
                QueueLimit = 0,
            }));
    }

    public void Dispose()
    {
        _signIns.Dispose();
        _resets.Dispose();
    }

    /// <summary>An IPv4 address; of an IPv6 address its /64, since one customer of a provider has that many.</summary>
    internal static string Place(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        return address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address?.ToString() ?? "";
    }

    private static PartitionedRateLimiter<string> PerAccount(int permits, TimeSpan window) =>
        PartitionedRateLimiter.Create<string, string>(email => RateLimitPartition.GetSlidingWindowLimiter(
            email,
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = window, SegmentsPerWindow = 5, QueueLimit = 0 }));

    private static bool Take(PartitionedRateLimiter<string> limiter, string email)
    {
        using var lease = limiter.AttemptAcquire(EmailAddress.Key(email));
        return lease.IsAcquired;
    }

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancel)
    {
        // A sliding window names no moment; after one whole window there is room for certain.
        context.HttpContext.Response.Headers.RetryAfter = "60";
        if (Challenges.WantsProblem(context.HttpContext.Request))
        {
            await Challenges.ProblemAsync(context.HttpContext, StatusCodes.Status429TooManyRequests, "Too many calls in a short time. Try again in a minute.");
        }
    }
}
