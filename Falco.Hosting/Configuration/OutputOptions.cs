using Falco.Outputs.Sinks;
using Falco.Outputs.Sinks.Http;
using Falco.Outputs.Sinks.Programs;

namespace Falco.Hosting.Configuration;

/// <summary>Where alerts go, beside standard output, and what waits for it.</summary>
public sealed record OutputOptions
{
    /// <summary>
    /// How many alerts may wait for each output (<c>outputs_queue.capacity</c>). The file's 0, which means no limit, is a million here:
    /// every queue is bounded.
    /// </summary>
    public int QueueCapacity { get; init; } = MaxQueueCapacity;

    /// <summary>
    /// The time after which a delivery that is still under way is told of, and for which outputs are waited for at the end
    /// (<c>output_timeout</c>).
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(2000);

    /// <summary>A file (<c>file_output</c>), or <see langword="null"/> if it is not enabled.</summary>
    public FileSinkOptions? File { get; init; }

    /// <summary>Whether alerts go to this machine's syslog (<c>syslog_output.enabled</c>).</summary>
    public bool Syslog { get; init; }

    /// <summary>A program (<c>program_output</c>), or <see langword="null"/> if it is not enabled.</summary>
    public ProgramSinkOptions? Program { get; init; }

    /// <summary>A receiver over HTTP (<c>http_output</c>), or <see langword="null"/> if it is not enabled.</summary>
    public HttpSinkOptions? Http { get; init; }

    /// <summary>Whether replies over HTTP are printed (<c>http_output.echo</c>).</summary>
    public bool EchoesHttp { get; init; }

    internal const int MaxQueueCapacity = 1_000_000;

    /// <summary>Whether there is any output beside standard output.</summary>
    public bool Any => File is not null || Syslog || Program is not null || Http is not null;
}
