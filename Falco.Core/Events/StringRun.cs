namespace Falco.Core.Events;

/// <summary>A run of NUL-ended strings within an event: arguments, environment, control groups.</summary>
public readonly ref struct StringRun
{
    private readonly ReadOnlySpan<byte> _bytes;

    internal StringRun(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
    }

    /// <summary>Enumerates the strings, without their NULs; the last one may lack its NUL.</summary>
    public Enumerator GetEnumerator() => new(_bytes);

    /// <summary>Walks over the strings.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> bytes)
        {
            _rest = bytes;
        }

        /// <summary>The string as UTF-8.</summary>
        public ReadOnlySpan<byte> Current { get; private set; }

        /// <summary>Moves on; false at the end.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
                return false;
            int end = _rest.IndexOf((byte)0);
            Current = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            return true;
        }
    }
}
