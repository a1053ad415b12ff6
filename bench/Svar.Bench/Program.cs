using System.CommandLine;
using Svar.Bench;
using Svar.Bench.Intake;
using Svar.Bench.Parsing;
using Svar.Bench.Queue;

var root = new RootCommand("What Svar takes: time, CPU and memory, measured on this machine.")
{
    IntakeBench.Create(),
    QueueBench.Create(),
    StartBench.Create(),
    ParseBench.Create(),
    ParseBench.CreateReader(),
};
return await root.Parse(args).InvokeAsync();
