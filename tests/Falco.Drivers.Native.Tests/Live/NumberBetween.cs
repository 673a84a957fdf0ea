using System.Globalization;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>A number that nobody can read at the very moment at which the kernel does, but whose bounds are known.</summary>
internal sealed record NumberBetween(long Low, long High)
{
    public bool Contains(long number) => number >= Low && number <= High;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low}..{High}");
}
