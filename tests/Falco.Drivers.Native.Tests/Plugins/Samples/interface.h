// What the sample plugins use of the plugin interface, written down from its description.
#pragma once
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SUCCESS = 0, FAILURE = 1, TIMEOUT = -1, END = 2 };
enum { PLUGIN_EVENT = 322, ASYNC_EVENT = 402, HEADER = 26 };

typedef struct { uint8_t* event; uint64_t number; const char* source; } event_input;
typedef struct { uint32_t length; const void* bytes; } buffer;
typedef struct {
  const char* config;
  void* owner;
  const char* (*get_owner_error)(void*);
  struct init_tables* tables;
  void (*log)(void*, const char*, const char*, int);
} init_input;
typedef struct { uint32_t* start; uint32_t* length; } value_offsets;
typedef struct {
  void* result;
  uint64_t result_length;
  uint32_t field_id;
  const char* field;
  const char* key;
  uint64_t index;
  uint32_t has_argument;
  uint32_t type;
  uint32_t is_list;
} extract_field;
typedef struct {
  void* owner;
  const char* (*get_owner_error)(void*);
  uint32_t count;
  extract_field* fields;
  void* reader[4];
  void* reader_ext;
  value_offsets* offsets;
} extract_input;
typedef uint32_t (*routine)(void* plugin, void* state);
typedef struct { void* (*subscribe)(void*, routine, void*); int (*unsubscribe)(void*, void*); } routine_functions;
typedef struct { void* owner; routine_functions* routines; void* reader_ext; void* writer_ext; void* get_owner_error; } listen_input;
struct init_tables {
  void* (*list)(void*, uint32_t*);
  void* (*get)(void*, const char*, int);
  int (*add)(void*, void*);
};
typedef int (*async_handler)(void* owner, const uint8_t* event, char* error);

static inline void put32(uint8_t* at, uint32_t value) { memcpy(at, &value, 4); }
static inline void put64(uint8_t* at, uint64_t value) { memcpy(at, &value, 8); }
static inline uint32_t get32(const uint8_t* at) { uint32_t value; memcpy(&value, at, 4); return value; }

// A plugin event without time: 26 bytes of header, two lengths, the id, the data.
static inline uint32_t put_event(uint8_t* to, uint32_t id, const void* data, uint32_t length) {
  uint16_t type = PLUGIN_EVENT;
  put64(to, UINT64_MAX);
  put64(to + 8, UINT64_MAX);
  put32(to + 16, 38 + length);
  memcpy(to + 20, &type, 2);
  put32(to + 22, 2);
  put32(to + 26, 4);
  put32(to + 30, length);
  put32(to + 34, id);
  memcpy(to + 38, data, length);
  return 38 + length;
}
