using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using Falco.Outputs.Rendering;

namespace Falco.Outputs.Sinks.Programs;

/// <summary>Hands alerts, one a line, to a program.</summary>
/// <remarks>
/// A program that does not read in time is killed with all that it started, and a new one gets the alerts again; so is one that has ended.
/// </remarks>
public sealed class ProgramSink : IReopenableSink, IDisposable
{
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(2);

    private readonly ProgramSinkOptions _options;
    private readonly AlertLayout _layout;
    private readonly ArrayBufferWriter<byte> _lines = new(4096);
    private Process? _kept;
    private volatile bool _mustReopen;

    /// <summary>Makes a sink; the program is started with the first delivery.</summary>
    /// <param name="options">The program.</param>
    /// <param name="layout">How alerts are laid out.</param>
    public ProgramSink(ProgramSinkOptions options, AlertLayout layout)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(layout);
        _options = options;
        _layout = layout;
    }

    /// <inheritdoc/>
    /// <exception cref="DeliveryException">The program cannot be started, does not read, or fails.</exception>
    public async ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken)
    {
        if (_options.KeepRunning)
        {
            Append(batch, 0, batch.Count);
            await WriteToKeptAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        for (int done = 0; done < batch.Count; done++)
        {
            Append(batch, done, 1);
            await RunOnceAsync(done, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Reopen() => _mustReopen = true;

    /// <summary>Closes the input of a program that was kept and waits a little for it to end.</summary>
    public void Dispose()
    {
        if (_kept is not { } process)
            return;
        CloseInput(process);
        process.WaitForExit(EndGrace);
        process.Dispose();
        _kept = null;
    }

    private void Append(AlertBatch batch, int first, int count)
    {
        _lines.ResetWrittenCount();
        for (int i = first; i < first + count; i++)
        {
            _layout.Write(batch.Alerts[i], _lines);
            _lines.Write("\n"u8);
        }
    }

    private async ValueTask WriteToKeptAsync(CancellationToken token)
    {
        if (_mustReopen || _kept?.HasExited == true)
            Release();
        _mustReopen = false;
        _kept ??= Start(0);
        try
        {
            await FeedAsync(_kept, token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            Kill(_kept);
            Release();
            token.ThrowIfCancellationRequested();
            throw new DeliveryException($"The program output ended: {_options.Command}", error);
        }
    }

    private async ValueTask RunOnceAsync(int done, CancellationToken token)
    {
        using Process process = Start(done);
        try
        {
            await FeedAsync(process, token).ConfigureAwait(false);
            process.StandardInput.Close();
            await process.WaitForExitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error)
        {
            Kill(process);
            throw new DeliveryException($"The program output does not end: {_options.Command}", error) { DeliveredCount = done };
        }
        catch (IOException error)
        {
            // It ended without reading: whether that is well, its exit code says.
            await process.WaitForExitAsync(token).ConfigureAwait(false);
            if (!_options.IgnoresExitCode && process.ExitCode != 0)
                throw new DeliveryException($"The program output ended: {_options.Command}", error) { DeliveredCount = done };
        }

        if (!_options.IgnoresExitCode && process.ExitCode != 0)
            throw new DeliveryException($"The program output ends with {process.ExitCode}: {_options.Command}") { DeliveredCount = done };
    }

    // A write to a pipe cannot be cancelled; it ends when nobody is left to read.
    private async ValueTask FeedAsync(Process process, CancellationToken token)
    {
        Stream input = process.StandardInput.BaseStream;
        CancellationTokenRegistration killing = token.Register(static process => Kill((Process)process!), process);
        await using (killing.ConfigureAwait(false))
        {
            await input.WriteAsync(_lines.WrittenMemory, CancellationToken.None).ConfigureAwait(false);
            await input.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }

        token.ThrowIfCancellationRequested();
    }

    private Process Start(int done)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("/bin/sh", ["-c", _options.Command]) { RedirectStandardInput = true })!;
        }
        catch (Win32Exception error)
        {
            throw new DeliveryException($"Failed to open program output: {_options.Command} (error: {error.Message})", error)
            {
                DeliveredCount = done,
            };
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    private void Release()
    {
        if (_kept is null)
            return;
        CloseInput(_kept);
        _kept.Dispose();
        _kept = null;
    }

    private static void CloseInput(Process process)
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }
}
