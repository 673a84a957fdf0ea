using Falco.Replay;
using Falco.Replay.Budgets;
using Falco.Replay.Live;
using Falco.Replay.Memory;
using Falco.Replay.Processes;
using Falco.Replay.Stages;

switch (args)
{
    case ["replay", .. var rest]:
        return ReplayCommand.Run(rest);
    case ["process", .. var rest]:
        return ProcessCommand.Run(rest);
    case ["budgets"]:
        return BudgetCommand.Run();
    case ["live", .. var rest]:
        return LiveCommand.Run(rest);
    case ["memory"]:
        return StateMemory.Run();
    default:
        Console.Error.WriteLine("usage: replay … | process … | budgets | live … | memory");
        return ExitCode.Unusable;
}
