// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The probe: one translation unit, one object. See README.md.
#include "schema.h"
#include "kernel.h"
#include "maps.h"
#include "writer.h"
#include "dispatch.h"
#include "task.h"
#include "file.h"
#include "flags.h"
#include "process.h"
#include "open.h"
#include "paths.h"
#include "attributes.h"
#include "mounts.h"
#include "modules.h"
#include "identity.h"
#include "limits.h"
#include "signals.h"
#include "keys.h"
#include "memory.h"
#include "semaphores.h"

char licence_of_the_object[] SEC("license") = "Dual MIT/GPL";
