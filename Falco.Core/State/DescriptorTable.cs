namespace Falco.Core.State;

/// <summary>The open descriptors of a process.</summary>
public sealed class DescriptorTable
{
    internal DescriptorTable()
    {
    }

    /// <summary>The number of open descriptors.</summary>
    public int Count => throw new NotSupportedException();

    /// <summary>The record of a number, or <see langword="null"/>.</summary>
    public DescriptorRecord? Find(long number) => throw new NotSupportedException();
}
