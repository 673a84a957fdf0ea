namespace Falco.Core.State;

/// <summary>Records of closed descriptors, to be used again.</summary>
internal sealed class DescriptorPool
{
    private readonly Stack<DescriptorRecord> _free = new();

    public DescriptorRecord Rent() => _free.TryPop(out DescriptorRecord? record) ? record : new DescriptorRecord();

    public void Return(DescriptorRecord record)
    {
        record.Reset();
        _free.Push(record);
    }
}
