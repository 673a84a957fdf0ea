// Prints what libbpf makes of an object: each program's instructions as the kernel got them, with names instead of the
// descriptors of maps. Usage: oracle OBJECT [--types FILE] [--program NAME]... [--entries MAP=COUNT]... [--rings MAP]...
// SPDX-License-Identifier: Apache-2.0
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int report(enum libbpf_print_level level, const char *format, va_list arguments)
{
	return level == LIBBPF_DEBUG ? 0 : vfprintf(stderr, format, arguments);
}

static const char *map_name(struct bpf_object *object, int descriptor)
{
	struct bpf_map *map;

	bpf_object__for_each_map(map, object) {
		const char *name = bpf_map__name(map);

		// Memory of variables is named after the object and the section; we name it after the section.
		if (bpf_map__fd(map) == descriptor)
			return strchr(name, '.') ? strchr(name, '.') : name;
	}
	return "?";
}

static void print_program(struct bpf_object *object, struct bpf_program *program)
{
	const struct bpf_insn *code = bpf_program__insns(program);
	size_t count = bpf_program__insn_cnt(program);

	printf("program %s %zu\n", bpf_program__name(program), count);
	for (size_t i = 0; i < count; i++) {
		int is_load = code[i].code == 0x18;

		printf("%02x %02x %d ", code[i].code, code[i].dst_reg | code[i].src_reg << 4, code[i].off);
		if (is_load && (code[i].src_reg == 1 || code[i].src_reg == 2))
			printf("%s\n", map_name(object, code[i].imm));
		else
			printf("%d\n", code[i].imm);
	}
}

int main(int count, char **arguments)
{
	LIBBPF_OPTS(bpf_object_open_opts, options);
	struct bpf_program *program;
	struct bpf_object *object;
	int has_choice = 0;

	if (count < 2)
		return 2;
	for (int i = 2; i + 1 < count; i += 2) {
		if (!strcmp(arguments[i], "--types"))
			options.btf_custom_path = arguments[i + 1];
	}
	libbpf_set_print(report);
	object = bpf_object__open_file(arguments[1], &options);
	if (!object) {
		fprintf(stderr, "open: %s\n", strerror(errno));
		return 1;
	}
	for (int i = 2; i + 1 < count; i += 2)
		has_choice |= !strcmp(arguments[i], "--program");
	bpf_object__for_each_program(program, object) {
		int is_chosen = !has_choice;

		for (int i = 2; i + 1 < count; i += 2)
			is_chosen |= !strcmp(arguments[i], "--program") && !strcmp(arguments[i + 1], bpf_program__name(program));
		bpf_program__set_autoload(program, is_chosen);
	}
	for (int i = 2; i + 1 < count; i += 2) {
		char *equals = strchr(arguments[i + 1], '=');
		struct bpf_map *map;

		if (strcmp(arguments[i], "--entries") || !equals)
			continue;
		*equals = 0;
		map = bpf_object__find_map_by_name(object, arguments[i + 1]);
		if (!map)
			return 2;
		bpf_map__set_max_entries(map, atoi(equals + 1));
	}
	for (int i = 2; i + 1 < count; i += 2) {
		struct bpf_map *map;

		if (strcmp(arguments[i], "--rings"))
			continue;
		map = bpf_object__find_map_by_name(object, arguments[i + 1]);
		if (!map || bpf_map__set_inner_map_fd(map, bpf_map_create(BPF_MAP_TYPE_RINGBUF, "ring", 0, 0, 4096, NULL)))
			return 2;
	}
	if (bpf_object__load(object)) {
		fprintf(stderr, "load: %s\n", strerror(errno));
		return 1;
	}
	bpf_object__for_each_program(program, object) {
		if (bpf_program__autoload(program))
			print_program(object, program);
	}
	bpf_object__close(object);
	return 0;
}
