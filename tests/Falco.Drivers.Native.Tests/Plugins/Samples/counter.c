// Delivers events that count, reads them as fields, parses them. BREAK chooses how it misbehaves.
#include "interface.h"

#ifndef BREAK
#define BREAK 0
#endif
// Macros, because the preprocessor compares them, too.
#define WRONG_MAJOR 1
#define NEWER_MINOR 2
#define NO_NAME 3
#define BAD_VERSION 4
#define NULL_STATE 5
#define FAILING_INIT 6
#define NO_FIELDS 7
#define BAD_FIELDS 8
#define UNKNOWN_TYPE 9
#define ID_WITHOUT_SOURCE 10
#define SYSCALL_SOURCE 11
#define FAILING_OPEN 12
#define NULL_EVENTS 13
#define NULL_EVENT 14
#define OVERSIZED 15
#define SHORT_EVENT 16
#define WRONG_ID 17
#define WRONG_EVENT_TYPE 18
#define EMPTY_BATCH 19
#define FAILING_BATCH 20
#define BROKEN_LENGTHS 21
#define NULL_TEXT 22
#define FAILING_EXTRACT 23
#define BAD_ADDRESS 24
#define HUGE_LIST 25
#define MISSING_SYMBOL 26
#define MISSING_DESTROY 27
#define HALF_SOURCE 28
#define NULL_JSON 29

#define BATCH 64
typedef struct { char error[128]; void* owner; void (*log)(void*, const char*, const char*, int); uint64_t parsed; char text[64];
  uint64_t number; uint32_t truth; const char* texts[3]; const void* result[1]; uint64_t numbers[3]; buffer address; uint8_t bytes[16]; char shown[64]; } plugin;
typedef struct { uint64_t next, limit; uint8_t memory[BATCH][128]; uint8_t* events[BATCH]; } stream;

#if BREAK == MISSING_SYMBOL
extern int nobody_has_this(void);
#endif

const char* plugin_get_required_api_version(void) {
  return BREAK == WRONG_MAJOR ? "2.0.0" : BREAK == NEWER_MINOR ? "3.13.0" : "3.1.0";
}
const char* plugin_get_name(void) { return BREAK == NO_NAME ? NULL : "counter"; }
const char* plugin_get_description(void) { return "counts"; }
const char* plugin_get_contact(void) { return "tests"; }
const char* plugin_get_version(void) { return BREAK == BAD_VERSION ? "one" : "0.2.1"; }
const char* plugin_get_init_schema(int* type) { *type = 1; return "{\"type\":\"object\"}"; }

void* plugin_init(const init_input* input, int* code) {
  if (BREAK == NULL_STATE) { *code = FAILURE; return NULL; }
  plugin* p = calloc(1, sizeof(plugin));
  p->owner = input->owner;
  p->log = input->log;
  *code = SUCCESS;
  if (BREAK == FAILING_INIT) { *code = FAILURE; snprintf(p->error, sizeof(p->error), "no mood for %s", input->config); return p; }
  char message[128];
  snprintf(message, sizeof(message), "started with %s", input->config);
  p->log(p->owner, "start", message, 6);
#if BREAK == MISSING_SYMBOL
  nobody_has_this();
#endif
  return p;
}
#if BREAK != MISSING_DESTROY
void plugin_destroy(void* state) { free(state); }
#endif
const char* plugin_get_last_error(void* state) { return ((plugin*)state)->error; }

uint32_t plugin_get_id(void) { return 901; }
const char* plugin_get_event_source(void) { return BREAK == ID_WITHOUT_SOURCE ? "" : BREAK == SYSCALL_SOURCE ? "syscall" : "counting"; }

void* plugin_open(void* state, const char* params, int* code) {
  plugin* p = state;
  char* end;
  uint64_t limit = strtoull(params, &end, 10);
  if (BREAK == FAILING_OPEN || *end) { *code = FAILURE; snprintf(p->error, sizeof(p->error), "'%s' is no number", params); return NULL; }
  stream* s = calloc(1, sizeof(stream));
  s->limit = limit;
  *code = SUCCESS;
  return s;
}
#if BREAK != HALF_SOURCE
void plugin_close(void* state, void* handle) { (void)state; free(handle); }
#endif

int plugin_next_batch(void* state, void* handle, uint32_t* count, uint8_t*** events) {
  plugin* p = state;
  stream* s = handle;
  *events = s->events;
  uint32_t n = 0;
  if (BREAK == NULL_EVENTS) { *count = 3; *events = NULL; return SUCCESS; }
  if (BREAK == EMPTY_BATCH) { *count = 0; return SUCCESS; }
  for (; n < BATCH && s->next < s->limit; n++) {
    char data[64];
    int length = snprintf(data, sizeof(data), "event %llu", (unsigned long long)++s->next);
    s->events[n] = s->memory[n];
    put_event(s->memory[n], BREAK == WRONG_ID ? 900 : 0, data, (uint32_t)length);
    if (BREAK == NULL_EVENT) s->events[n] = NULL;
    if (BREAK == OVERSIZED) put32(s->memory[n] + 16, 1u << 30);
    if (BREAK == SHORT_EVENT) put32(s->memory[n] + 16, 7);
    if (BREAK == BROKEN_LENGTHS) put32(s->memory[n] + 30, 5000);
    if (BREAK == WRONG_EVENT_TYPE) { uint16_t type = 3; memcpy(s->memory[n] + 20, &type, 2); }
  }
  *count = n;
  if (BREAK == FAILING_BATCH) { snprintf(p->error, sizeof(p->error), "the well is dry"); return FAILURE; }
  return s->next >= s->limit ? END : SUCCESS;
}
const char* plugin_list_open_params(void* state, int* code) {
  (void)state;
  *code = SUCCESS;
  return "[{\"value\":\"3\",\"desc\":\"three events\"},{\"value\":\"9\"}]";
}
const char* plugin_get_progress(void* state, void* handle, uint32_t* progress) {
  stream* s = handle;
  (void)state;
  *progress = s->limit ? (uint32_t)(s->next * 10000 / s->limit) : 10000;
  return "counted";
}
const char* plugin_event_to_string(void* state, const event_input* input) {
  plugin* p = state;
  uint32_t length = get32(input->event + 30);
  snprintf(p->shown, sizeof(p->shown), "[%.*s of %s]", (int)length, (const char*)input->event + 38, input->source);
  return p->shown;
}

const char* plugin_get_fields(void) {
  if (BREAK == NULL_JSON) return NULL;
  if (BREAK == NO_FIELDS) return "[]";
  if (BREAK == BAD_FIELDS) return "[{\"type\":\"string\"";
  if (BREAK == UNKNOWN_TYPE) return "[{\"type\":\"colour\",\"name\":\"count.x\",\"desc\":\"x\"}]";
  return "[{\"type\":\"uint64\",\"name\":\"count.number\",\"desc\":\"the number\"},"
         "{\"type\":\"string\",\"name\":\"count.text\",\"desc\":\"the data\",\"addOutput\":true},"
         "{\"type\":\"bool\",\"name\":\"count.even\",\"desc\":\"whether it is even\"},"
         "{\"type\":\"string\",\"name\":\"count.list\",\"isList\":true,\"desc\":\"texts\"},"
         "{\"type\":\"uint64\",\"name\":\"count.numbers\",\"isList\":true,\"desc\":\"numbers\"},"
         "{\"type\":\"ipaddr\",\"name\":\"count.address\",\"desc\":\"an address\"},"
         "{\"type\":\"string\",\"name\":\"count.echo\",\"desc\":\"its argument\",\"arg\":{\"isRequired\":true,\"isKey\":true,\"isIndex\":true}},"
         "{\"type\":\"uint64\",\"name\":\"count.parsed\",\"desc\":\"events parsed so far\"},"
         "{\"type\":\"string\",\"name\":\"count.none\",\"desc\":\"never there\"}]";
}

static int extract(plugin* p, const event_input* input, extract_field* f) {
  if (get32(input->event + 16) < 38) return SUCCESS;
  const char* data = (const char*)input->event + 38;
  uint32_t length = get32(input->event + 30);
  f->result = p->result;
  f->result_length = 1;
  p->number = 0;
  for (uint32_t i = 6; i < length; i++) p->number = p->number * 10 + (uint64_t)(data[i] - '0');
  if (BREAK == FAILING_EXTRACT) return FAILURE;
  switch (f->field_id) {
    case 0: f->result = &p->number; break;
    case 1: snprintf(p->text, sizeof(p->text), "%.*s", (int)length, data); p->result[0] = BREAK == NULL_TEXT ? NULL : p->text; break;
    case 2: p->truth = p->number % 2 == 0; f->result = &p->truth; break;
    case 3: p->texts[0] = "one"; p->texts[1] = "two"; p->texts[2] = ""; f->result = p->texts; f->result_length = BREAK == HUGE_LIST ? 1ull << 40 : 3; break;
    case 4: for (int i = 0; i < 3; i++) p->numbers[i] = p->number + (uint64_t)i; f->result = p->numbers; f->result_length = 3; break;
    case 5: p->bytes[0] = 10; p->bytes[3] = (uint8_t)p->number; p->address.length = BREAK == BAD_ADDRESS ? 5 : 4; p->address.bytes = p->bytes; f->result = &p->address; break;
    case 6:
      if (f->key) snprintf(p->text, sizeof(p->text), "key %s", f->key);
      else snprintf(p->text, sizeof(p->text), "index %llu", (unsigned long long)f->index);
      p->result[0] = p->text;
      break;
    case 7: p->number = p->parsed; f->result = &p->number; break;
    default: f->result_length = 0; break;
  }
  return SUCCESS;
}
int plugin_extract_fields(void* state, const event_input* input, const extract_input* request) {
  for (uint32_t i = 0; i < request->count; i++)
    if (extract(state, input, &request->fields[i]) != SUCCESS) return FAILURE;
  return SUCCESS;
}
int plugin_parse_event(void* state, const event_input* input, const void* tables) {
  (void)input; (void)tables;
  ((plugin*)state)->parsed++;
  return SUCCESS;
}

// For the cost of a call: what the least of all calls costs.
void sample_empty(void* state) { (void)state; }
