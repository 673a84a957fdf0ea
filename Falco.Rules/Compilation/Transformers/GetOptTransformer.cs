using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Rules.Compilation.Transformers;

/// <summary>
/// <c>getopt</c>: the short options of a command line as a list of letters, each with its value behind it (an unknown option is
/// <c>?</c>, a value that is missing one empty text); with a selector, the value of the last occurrence of one option.
/// </summary>
internal sealed class GetOptTransformer(BoundOperand arguments, BoundOperand options, byte? selected)
    : CompoundOperand([arguments, options])
{
    public override bool IsList => selected is null;

    public override bool TryRead(in HostEvent view, FieldScratch scratch, out FieldValue value)
    {
        value = new FieldValue { Type = Type, IsList = IsList };
        if (!arguments.TryRead(in view, scratch, out FieldValue words) || !options.TryRead(in view, scratch, out FieldValue known))
            return false;
        Scan scan = new(known.Bytes, selected, new ScratchWriter(scratch, words.Bytes.Length));
        FieldValue.ElementEnumerator rest = words.GetEnumerator();
        while (rest.MoveNext() && IsCluster(rest.Current, out bool isLong))
        {
            if (!isLong)
                scan.ReadCluster(rest.Current[1..], ref rest);
        }

        value.Bytes = IsList ? scan.List.Written : scan.Selected;
        return IsList || scan.IsSelected;
    }

    // Options end at "--", and at the first word that is none; long options are passed over.
    private static bool IsCluster(ReadOnlySpan<byte> word, out bool isLong)
    {
        isLong = word.Length > 2 && word.StartsWith("--"u8);
        return isLong || (word.Length >= 2 && word[0] == '-' && !word.SequenceEqual("--"u8));
    }

    private ref struct Scan(ReadOnlySpan<byte> known, byte? selected, ScratchWriter list)
    {
        private readonly ReadOnlySpan<byte> _known = known.StartsWith(":"u8) ? known[1..] : known;

        public ScratchWriter List = list;

        public ReadOnlySpan<byte> Selected { get; private set; }

        public bool IsSelected { get; private set; }

        public void ReadCluster(ReadOnlySpan<byte> letters, ref FieldValue.ElementEnumerator rest)
        {
            while (!letters.IsEmpty)
            {
                ReadOnlySpan<byte> letter = letters[..1];
                letters = letters[1..];
                int index = letter[0] == ':' ? -1 : _known.IndexOf(letter[0]);
                if (index < 0)
                {
                    List.AppendElement("?"u8);
                }
                else if (index + 1 == _known.Length || _known[index + 1] != ':')
                {
                    List.AppendElement(letter);
                    Select(letter[0], letter);
                }
                else
                {
                    ReadValue(letter, letters, ref rest);
                    return;
                }
            }
        }

        private void ReadValue(ReadOnlySpan<byte> letter, ReadOnlySpan<byte> attached, ref FieldValue.ElementEnumerator rest)
        {
            ReadOnlySpan<byte> value = attached;
            if (!attached.IsEmpty || rest.MoveNext())
            {
                value = attached.IsEmpty ? rest.Current : attached;
                List.AppendElement(letter);
            }

            List.AppendElement(value);
            Select(letter[0], value);
        }

        private void Select(byte letter, ReadOnlySpan<byte> value)
        {
            if (letter != selected)
                return;
            Selected = value;
            IsSelected = true;
        }
    }
}
