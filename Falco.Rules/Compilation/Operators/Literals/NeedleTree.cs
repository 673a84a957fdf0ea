namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>The beginnings of needles as states in the order of length, as a breadth-first walk meets them; 0 is the empty one.</summary>
internal sealed class NeedleTree
{
    /// <summary>Makes the tree.</summary>
    /// <param name="needles">Different needles in the order of bytes.</param>
    public NeedleTree(byte[][] needles)
    {
        // The needles of a state: neighbours in the order of bytes, alike up to a depth.
        Queue<(int Begin, int End, int Depth)> open = new([(0, needles.Length, 0)]);
        while (open.TryDequeue(out (int Begin, int End, int Depth) range))
        {
            FirstChild.Add(Into.Count);
            int begin = range.Begin;
            bool endsHere = begin < range.End && needles[begin].Length == range.Depth;
            Places.Add(endsHere ? begin : -1);
            if (endsHere)
                begin++;
            while (begin < range.End)
            {
                byte first = needles[begin][range.Depth];
                int next = begin + 1;
                while (next < range.End && needles[next][range.Depth] == first)
                    next++;
                Into.Add(first);
                open.Enqueue((begin, next, range.Depth + 1));
                begin = next;
            }
        }

        FirstChild.Add(Into.Count);
    }

    /// <summary>By state: its first child; the next state's first child is where its children end.</summary>
    public List<int> FirstChild { get; } = [];

    /// <summary>By state: the byte that leads into it.</summary>
    public List<byte> Into { get; } = [0];

    /// <summary>By state: the place of the needle that ends there, or -1.</summary>
    public List<int> Places { get; } = [];
}
