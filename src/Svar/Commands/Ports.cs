using System.Net;
using System.Net.Sockets;

namespace Svar.Commands;

/// <summary>Why the program could not listen, told of the option that named the address.</summary>
internal static class Ports
{
    public static string WhyNot(ServeSettings settings, Exception failure)
    {
        foreach (var (option, at) in Asked(settings))
        {
            if (Refusal(at) is { } why)
            {
                return $"cannot listen at {at} ({option}): {why}";
            }
        }

        return $"cannot listen at {string.Join(", ", settings.Urls)}{(settings.Smtp is { } smtp ? $" and {smtp}" : "")}: {failure.Message.ReplaceLineEndings(" ")}";
    }

    private static IEnumerable<(string Option, IPEndPoint At)> Asked(ServeSettings settings)
    {
        foreach (var url in settings.Urls)
        {
            var at = new Uri(url);
            yield return ("--urls", new IPEndPoint(IPAddress.TryParse(at.Host.Trim('[', ']'), out var address) ? address : at.Host == "localhost" ? IPAddress.Loopback : IPAddress.IPv6Any, at.Port));
        }

        if (settings.Smtp is { } smtp)
        {
            yield return ("--smtp", smtp);
        }
    }

    private static string? Refusal(IPEndPoint at)
    {
        try
        {
            using var listener = new TcpListener(at);
            listener.Start();
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another program listens there; stop it, or choose another port",
                SocketError.AccessDenied => "ports below 1024 need a right that this user does not have; give it (CAP_NET_BIND_SERVICE), or choose a higher port",
                SocketError.AddressNotAvailable => "this machine has no such address",
                _ => e.Message,
            };
        }
    }
}
