using System.Text;
using System.Text.RegularExpressions;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>What stands in the brackets of a field of a mount: its position, or a pattern that its path has to contain.</summary>
internal sealed class MountSelection
{
    // Paths are far shorter; of a longer one the beginning is looked at.
    private const int MaxPath = 1024;

    private readonly ulong? _index;

    // An automaton takes half a megabyte; most machines have no container whose mounts it would be asked about.
    private readonly Lazy<Regex?>? _pattern;

    public MountSelection(FieldArgument argument)
    {
        if (argument.IsIndex)
            _index = argument.Index;
        else if (argument.Key is not null)
            _pattern = new Lazy<Regex?>(() => Compile(Encoding.UTF8.GetString(argument.Key)));
    }

    /// <summary>The mount; <see langword="null"/> if there is none, or if the pattern is none.</summary>
    /// <param name="container">Whose mounts.</param>
    /// <param name="byDestination">Whether the pattern is for the destination instead of the source.</param>
    public ContainerMount? Find(ContainerRecord container, bool byDestination)
    {
        ContainerMount[] mounts = container.MountArray;
        if (_index is { } index)
            return index < (ulong)mounts.Length ? mounts[index] : null;
        if (mounts.Length == 0 || _pattern?.Value is not { } pattern)
            return null;
        foreach (ContainerMount mount in mounts)
        {
            if (Contains(pattern, byDestination ? mount.Destination.Span : mount.Source.Span))
                return mount;
        }

        return null;
    }

    private static bool Contains(Regex pattern, ReadOnlySpan<byte> path)
    {
        Span<char> text = stackalloc char[MaxPath];
        int length = Encoding.UTF8.GetChars(path[..Math.Min(path.Length, MaxPath)], text);
        return pattern.IsMatch(text[..length]);
    }

    private static Regex? Compile(string pattern)
    {
        try
        {
            return new Regex(
                pattern, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            // The reference says nothing of a pattern that is none either: the field has no value.
            return null;
        }
    }
}
