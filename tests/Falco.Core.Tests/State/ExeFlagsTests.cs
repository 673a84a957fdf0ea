using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Tests.State;

public sealed class ExeFlagsTests
{
    [Fact]
    public void Names_and_values_are_those_of_the_schema()
    {
        const string Prefix = "EXE_";
        IEnumerable<(string, uint)> schema = EventSchema.FindFlagTable("execve_flags")!.Entries
            .Select(entry => (entry.Name.ToString()[Prefix.Length..].Replace("_", "", StringComparison.Ordinal), entry.Value));
        IEnumerable<(string, uint)> flags = Enum.GetValues<ExeFlags>().Where(flag => flag != ExeFlags.None)
            .Select(flag => (flag.ToString().ToUpperInvariant(), (uint)flag));
        Assert.Equal(schema.Order(), flags.Order());
    }
}
