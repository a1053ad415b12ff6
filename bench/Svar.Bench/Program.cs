using System.CommandLine;
using Svar.Bench;
using Svar.Bench.Imap;
using Svar.Bench.Intake;
using Svar.Bench.Micro;
using Svar.Bench.Parsing;
using Svar.Bench.Queue;
using Svar.Bench.Smtp;
using Svar.Data;

BrandScope.Enter(BrandScope.All);
var root = new RootCommand("What Svar takes: time, CPU and memory, measured on this machine.")
{
    IntakeBench.Create(),
    QueueBench.Create(),
    StartBench.Create(),
    ParseBench.Create(),
    ParseBench.CreateReader(),
    SmtpBench.Create(),
    SmtpHosts.Create(),
    SmtpSenders.Create(),
    ImapBench.Create(),
    MicroBench.Create(),
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (UnusableException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
