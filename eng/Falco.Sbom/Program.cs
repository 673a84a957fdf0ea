// Writes the bill of materials of a package; Package.props calls it while packing.
using System.Globalization;
using Falco.Sbom;

SbomOptions options = SbomOptions.Parse(args);

// Reproducible builds name a time of their own, in seconds since 1970.
DateTimeOffset created = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") is { Length: > 0 } epoch
    ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(epoch, CultureInfo.InvariantCulture))
    : DateTimeOffset.UtcNow;
using FileStream output = File.Create(options.Output);
new SpdxDocument(options, DependencyClosure.Read(options.Assets), created).Write(output);
