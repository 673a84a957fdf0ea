using Falco.Core.Names;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Names;

/// <summary>Names that have been asked for and answered: of the host itself (10.0.0.1) and of a server (10.0.0.2).</summary>
public sealed class KnownHostNames : IDisposable
{
    public KnownHostNames()
    {
        Names = new HostNames(
            new FakeHostNameResolver().Answer("here.example", "10.0.0.1").Answer("there.example", "10.0.0.2"), clock: new SteppedClock());
        Names.TryOwns("here.example"u8, [10, 0, 0, 1], out _);
        Names.TryOwns("there.example"u8, [10, 0, 0, 1], out _);
        Assert.True(SpinWait.SpinUntil(() => Names.Statistics.Answered == 2, TimeSpan.FromMinutes(1)));
    }

    public HostNames Names { get; }

    public void Dispose() => Names.Dispose();
}
