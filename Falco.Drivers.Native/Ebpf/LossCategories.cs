using Falco.Core.Events;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>Which events are counted where when they are lost.</summary>
internal static class LossCategories
{
    public static int Count { get; } = Enum.GetValues<LossCategory>().Length;

    public static LossCategory Of(EventType type) => type switch
    {
        EventType.Clone_20Exit or EventType.Clone3Exit or EventType.Fork_20Exit or EventType.Vfork_20Exit => LossCategory.CloneForkExit,
        EventType.Execve_19Exit or EventType.ExecveatExit => LossCategory.ExecveExit,
        EventType.ConnectEnter => LossCategory.ConnectEnter,
        EventType.ConnectExit => LossCategory.ConnectExit,
        EventType.OpenEnter or EventType.CreatEnter or EventType.Openat_2Enter or EventType.Openat2Enter => LossCategory.OpenEnter,
        EventType.OpenExit or EventType.CreatExit or EventType.Openat_2Exit or EventType.Openat2Exit
            or EventType.OpenByHandleAtExit => LossCategory.OpenExit,
        EventType.Dup_1Exit or EventType.Dup2Exit or EventType.Dup3Exit
            or EventType.ChmodExit or EventType.FchmodExit or EventType.FchmodatExit
            or EventType.ChownExit or EventType.LchownExit or EventType.FchownExit or EventType.FchownatExit
            or EventType.Link_2Exit or EventType.Linkat_2Exit or EventType.Mkdir_2Exit or EventType.MkdiratExit
            or EventType.MountExit or EventType.Umount_1Exit or EventType.Umount2Exit
            or EventType.RenameExit or EventType.RenameatExit or EventType.Renameat2Exit or EventType.Rmdir_2Exit
            or EventType.SymlinkExit or EventType.SymlinkatExit or EventType.Unlink_2Exit
            or EventType.Unlinkat_2Exit => LossCategory.DirectoryFileExit,
        EventType.Bpf_2Exit or EventType.SetpgidExit or EventType.PtraceExit or EventType.SeccompExit or EventType.SetnsExit
            or EventType.SetresgidExit or EventType.SetresuidExit or EventType.SetsidExit or EventType.UnshareExit
            or EventType.CapsetExit or EventType.KeyctlExit => LossCategory.OtherInterestExit,
        EventType.CloseExit => LossCategory.CloseExit,
        EventType.Procexit_1Enter => LossCategory.ProcessExit,
        _ => LossCategory.Other,
    };
}
