using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Rules.Engine;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Engine;

/// <summary>Conditions about containers on the events of one thread, while its container is told, changed and removed.</summary>
public sealed class ContainerConditionTests
{
    private const string Id = "0123456789ab";
    private const long Contained = 30;

    private static readonly ContainerDescription Web = new()
    {
        Id = Id,
        Name = "web",
        ImageRepository = "docker.io/library/nginx",
        IsPrivileged = true,
        Mounts = [new ContainerMountDescription("/proc", "/host/proc")],
        Labels = new Dictionary<string, string> { ["io.kubernetes.pod.name"] = "web-1" },
    };

    private readonly EngineReplay.AlertList _alerts = new();
    private readonly RuleEngine _engine = new(EngineReplay.Load(EngineReplay.File(
        "evt.type = getuid and container.name = web",
        "evt.type = getuid and container.image.repository in (docker.io/library/nginx, redis)",
        "evt.type = getuid and container.privileged = true and container.mount.dest[/proc*] exists and k8s.pod.name = web-1",
        "evt.type = getuid and container.id != host and not container.name exists")), new RuleEngineOptions { MatchAll = true });

    private ulong _time = 1_700_000_000_000_000_000;

    public ContainerConditionTests()
    {
        _engine.Subscribe(_alerts);
        IHostTableObserver tables = _engine.Tables!;
        tables.OnSectionStarted();
        tables.OnThread(new ThreadEntry
        {
            ThreadId = Contained,
            ProcessId = Contained,
            ParentId = 1,
            Comm = "nginx"u8,
            ControlGroups = "cpu=/docker/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\0"u8,
        });
        tables.OnTablesCompleted();
    }

    [Fact]
    public void Remembered_verdicts_go_with_what_was_known_of_the_container()
    {
        List<string> verdicts = [Verdicts(), Verdicts()];
        Apply(ContainerEvent.EncodeAdded(Web, ++_time));
        verdicts.AddRange([Verdicts(), Verdicts()]);
        Apply(ContainerEvent.EncodeAdded(Web with { Name = "renamed", IsPrivileged = false }, ++_time));
        verdicts.AddRange([Verdicts(), Verdicts()]);
        Apply(ContainerEvent.EncodeRemoved(Web, ++_time));
        verdicts.AddRange([Verdicts(), Verdicts()]);

        Assert.Equal(["d", "d", "abc", "abc", "b", "b", "d", "d"], verdicts);
    }

    private string Verdicts()
    {
        _alerts.Alerts.Clear();
        Apply(new EventBuilder(EventType.GetuidExit, Contained, ++_time).UInt32(0).Build());
        return string.Concat(_alerts.Alerts.Select(alert => alert.Rule));
    }

    private void Apply(byte[] encoded)
    {
        Assert.Equal(EventFault.None, Event.TryRead(encoded, 0, EventFlags.None, out Event view));
        _engine.OnEvent(in view);
    }
}
