using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>Configurations, as the reference loaded, merged and read them.</summary>
public sealed class Configuration
{
    // The folder that this recording includes was not recorded.
    private const string FolderNotRecorded = "Configuration.configuration_config_files_directory";

    [Fact]
    public void Every_configuration_loads_and_reads_as_recorded()
    {
        ReferenceData.Require();
        Differences differences = new();
        foreach (IReadOnlyList<RecordedOperation> operations in RecordedOperation.ReadAll("config"))
        {
            if (operations[0].Recording == FolderNotRecorded)
                continue;
            using var replay = new ConfigurationReplay(differences);
            foreach (RecordedOperation operation in operations)
                replay.Run(operation);
        }

        differences.AssertNone();
    }
}
