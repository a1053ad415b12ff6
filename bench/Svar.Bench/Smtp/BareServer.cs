using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Svar.Bench.Smtp;

/// <summary>
/// What the sockets allow: the same bytes and the same turns, but nothing is parsed. It counts octets, and says what is due
/// when the sum is full. A thread a connection, which is the cheapest for few of them.
/// </summary>
internal static class BareServer
{
    private static readonly byte[] _greeting = "220 bench.example ESMTP\r\n"u8.ToArray();
    private static readonly byte[] _hello = Encoding.ASCII.GetBytes("250-bench.example\r\n250-SIZE 52428800\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-CHUNKING\r\n250 ENHANCEDSTATUSCODES\r\n");
    private static readonly byte[] _envelope = "250 2.1.0 Sender ok\r\n250 2.1.5 Recipient ok\r\n354 End data with <CR><LF>.<CR><LF>\r\n"u8.ToArray();
    private static readonly byte[] _content = "250 2.0.0 Accepted\r\n"u8.ToArray();

    public static void Run(IPEndPoint at, Dialogue mail)
    {
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(at);
        listening.Listen(512);
        while (true)
        {
            var client = listening.Accept();
            new Thread(() => Serve(client, mail)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket client, Dialogue mail)
    {
        using (client)
        {
            client.NoDelay = true;
            var buffer = new byte[64 * 1024];
            var said = new byte[1024];
            (long Length, byte[] Reply) envelope = (mail.Envelope.Length, _envelope), content = (mail.Content.Length, _content);
            (long Left, byte[] Reply) due = (Dialogue.Hello.Length, _hello);
            var isContentNext = false;
            client.Send(_greeting);
            int read;
            while ((read = ReadOrEnd(client, buffer)) > 0)
            {
                var length = 0;
                while (read > 0)
                {
                    var taken = Math.Min(read, due.Left);
                    read -= (int)taken;
                    due.Left -= taken;
                    if (due.Left == 0)
                    {
                        due.Reply.CopyTo(said, length);
                        length += due.Reply.Length;
                        due = isContentNext ? content : envelope;
                        isContentNext = !isContentNext;
                    }
                }

                if (length > 0)
                {
                    client.Send(said.AsSpan(0, length));
                }
            }
        }
    }

    private static int ReadOrEnd(Socket client, byte[] buffer)
    {
        try
        {
            return client.Receive(buffer);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
