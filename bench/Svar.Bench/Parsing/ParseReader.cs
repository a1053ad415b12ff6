using System.Globalization;
using Svar.Mail.Messages;

namespace Svar.Bench.Parsing;

internal static class ParseReader
{
    public static int Run(string file, bool withText, int rounds)
    {
        var all = File.ReadAllBytes(file);
        var count = 0;
        for (var at = 0; at < all.Length; at += 4 + BitConverter.ToInt32(all, at))
        {
            count++;
        }

        for (var round = 0; round < rounds; round++)
        {
            long parts = 0, characters = 0;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var cpu = Environment.CpuUsage.TotalTime;
            for (var at = 0; at < all.Length;)
            {
                var length = BitConverter.ToInt32(all, at);
                var message = MailMessage.Parse(all.AsMemory(at + 4, length));
                if (withText)
                {
                    characters += Headers(message);
                }

                foreach (var part in message.Root.SelfAndDescendants())
                {
                    parts++;
                    if (withText && part.Children.Count == 0 && part.MediaType.StartsWith("text/", StringComparison.Ordinal))
                    {
                        characters += part.DecodeText().Length;
                    }
                }

                at += 4 + length;
            }

            var seconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated - (withText ? 2 * characters : 0);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:F4} {parts} {characters} 0 {allocated / count}"));
        }

        return 0;
    }

    private static long Headers(MailMessage message)
    {
        long characters = message.Subject.Length + (message.MessageId?.Length ?? 0) + (message.Date is null ? 0 : 1);
        foreach (var address in message.From.Concat(message.To).Concat(message.Cc))
        {
            characters += address.Name?.Length ?? 0;
        }

        foreach (var id in message.References)
        {
            characters += id.Length;
        }

        return characters;
    }
}
