namespace Falco.Drivers.Native.Procfs;

/// <summary>What <c>fdinfo</c> says of every descriptor.</summary>
/// <param name="OpenFlags">The flags that it was opened with, in the encoding of the schema.</param>
/// <param name="MountId">The mount of its file.</param>
internal readonly record struct DescriptorInfo(uint OpenFlags, uint MountId)
{
    /// <summary>Reads the first lines; what is not there is 0.</summary>
    public static DescriptorInfo Parse(ReadOnlySpan<byte> text)
    {
        uint flags = 0;
        uint mount = 0;
        foreach (Range range in text.Split((byte)'\n'))
        {
            FieldCursor fields = new(text[range]);
            ReadOnlySpan<byte> name = fields.Take();
            if (name.SequenceEqual("flags:"u8))
            {
                flags = Procfs.OpenFlags.FromKernel(ParseOctal(fields.Take()));
            }
            else if (name.SequenceEqual("mnt_id:"u8))
            {
                _ = fields.TryTakeUInt32(out mount);
                break;
            }
        }

        return new DescriptorInfo(flags, mount);
    }

    private static uint ParseOctal(ReadOnlySpan<byte> digits)
    {
        uint value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return 0;
            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }
}
