using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Falco.Testing.Support;

namespace Falco.Packages.Tests;

/// <summary>The symbols of the libraries: one can step into our sources, and they tell nothing of the machine that built them.</summary>
public sealed class SymbolTests(Feed feed) : IClassFixture<Feed>
{
    // GUIDs of portable PDBs.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Fact]
    public void Every_library_has_symbols_that_belong_to_its_assembly() => Assert.All(feed.LibraryPackages, static package =>
    {
        using PEReader assembly = new(ImmutableArray.Create(package.Read($"lib/net10.0/{package.Id}.dll")));
        DebugDirectoryEntry entry = assembly.ReadDebugDirectory().First(static entry => entry.Type == DebugDirectoryEntryType.CodeView);
        BlobContentId expected = new(assembly.ReadCodeViewDebugDirectoryData(entry).Guid, entry.Stamp);

        WithSymbols(package, reader => Assert.Equal(expected, new BlobContentId(reader.DebugMetadataHeader!.Id)));
    });

    [Fact]
    public void Symbols_hold_the_sources_and_name_no_path_of_this_machine() => Assert.All(feed.LibraryPackages, static package => WithSymbols(package, reader =>
    {
        Assert.All(reader.Documents, handle => Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(handle).Name), StringComparison.Ordinal));
        Assert.All(reader.Documents, handle => Assert.Contains(
            reader.GetCustomDebugInformation(handle).Select(reader.GetCustomDebugInformation),
            information => reader.GetGuid(information.Kind) == EmbeddedSource));
    }));

    [Fact]
    public void No_path_of_this_machine_is_in_symbols() => Assert.All(feed.LibraryPackages, static package =>
        Assert.False(SymbolsOf(package).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root)) >= 0));

    [Fact]
    public void An_assembly_is_marked_as_reproducible() => Assert.All(feed.LibraryPackages, static package =>
    {
        using PEReader assembly = new(ImmutableArray.Create(package.Read($"lib/net10.0/{package.Id}.dll")));
        Assert.Contains(assembly.ReadDebugDirectory(), static entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    });

    private static void WithSymbols(PackageFile package, Action<MetadataReader> check)
    {
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(SymbolsOf(package)));
        check(provider.GetMetadataReader());
    }

    private static byte[] SymbolsOf(PackageFile package)
    {
        using PackageFile symbols = new(Path.ChangeExtension(package.Path, ".snupkg"));
        return symbols.Read($"lib/net10.0/{package.Id}.pdb");
    }
}
