using Falco.Core.Events;
using Falco.Drivers.Native.Ebpf;

namespace Falco.Drivers.Native.Tests.Ebpf;

public sealed class AnonymousInodeKindTests
{
    [Fact]
    public void Names_and_values_are_those_of_the_schema()
    {
        const string Prefix = "ANON_INODE_FD_TYPE_";
        IEnumerable<(string, uint)> schema = EventSchema.FindFlagTable("anon_inode_fd_types")!.Entries
            .Select(entry => (entry.Name.ToString()[Prefix.Length..].Replace("_", "", StringComparison.Ordinal), entry.Value));
        IEnumerable<(string, uint)> kinds = Enum.GetValues<AnonymousInodeKind>()
            .Select(kind => (kind.ToString().ToUpperInvariant(), (uint)kind));
        Assert.Equal(schema.Order(), kinds.Order());
    }
}
