using Falco.Core.Fields;

namespace Falco.Rules.Compilation.Transformers;

/// <summary>Single values as the text that transformers go on with.</summary>
internal static class ScalarText
{
    /// <summary>A text or buffer itself, any other value as it is printed.</summary>
    public static ReadOnlySpan<byte> Of(scoped in FieldValue value, FieldScratch scratch)
    {
        if (value.Type.Group() is TypeGroup.Text or TypeGroup.Buffer)
            return value.Bytes;
        Span<byte> room = scratch.Take(ValueText.MaxScalarLength);
        return room[..ValueText.FormatScalar(in value, room)];
    }
}
