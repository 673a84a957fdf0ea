using Falco.Cli.Arguments;
using Falco.Hosting.Configuration;

namespace Falco.Cli.Running;

/// <summary>One run over rules: validating, describing or evaluating them.</summary>
internal sealed class Session(ParsedArguments arguments, FalcoOptions options, Terminal terminal, TimeProvider clock)
{
    public int Run(CancellationToken stop) => throw new CommandException("rules cannot be evaluated yet");
}
