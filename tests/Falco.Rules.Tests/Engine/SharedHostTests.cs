using Falco.Core.State;
using Falco.Rules.Engine;

namespace Falco.Rules.Tests.Engine;

public sealed class SharedHostTests
{
    [Fact]
    public void An_engine_takes_nothing_that_another_has_remembered_on_the_same_host()
    {
        HostState host = new();
        List<Alert> first = EngineReplay.Run(new RuleEngine(EngineReplay.Load(EngineReplay.File("proc.name exists")), host: host));
        List<Alert> second = EngineReplay.Run(new RuleEngine(EngineReplay.Load(EngineReplay.File("proc.name = no-such-process")), host: host));

        Assert.NotEmpty(first);
        Assert.Empty(second);
    }
}
