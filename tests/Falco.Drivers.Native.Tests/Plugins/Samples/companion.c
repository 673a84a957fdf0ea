// Tells news beside another source, is told when it runs, and works in the background.
#include "interface.h"
#include <pthread.h>
#include <stdatomic.h>

typedef struct { char error[128]; void* owner; void (*log)(void*, const char*, const char*, int);
  pthread_t thread; async_handler handler; void* handler_owner; int running; atomic_int calls; void* routine; void* table; } plugin;

const char* plugin_get_required_api_version(void) { return "3.12.0"; }
const char* plugin_get_name(void) { return "companion"; }
const char* plugin_get_description(void) { return "tells news"; }
const char* plugin_get_contact(void) { return "tests"; }
const char* plugin_get_version(void) { return "1.0.0"; }
void* plugin_init(const init_input* input, int* code) {
  plugin* p = calloc(1, sizeof(plugin));
  p->owner = input->owner;
  p->log = input->log;
  *code = SUCCESS;
#ifdef WANTS_TABLE
  p->table = input->tables->get(input->owner, "threads", 4);
  if (!p->table) { snprintf(p->error, sizeof(p->error), "no table: %s", input->get_owner_error(input->owner)); *code = FAILURE; }
#endif
  return p;
}
void plugin_destroy(void* state) { free(state); }
const char* plugin_get_last_error(void* state) { return ((plugin*)state)->error; }

const char* plugin_get_async_events(void) { return "[\"tick\"]"; }
const char* plugin_get_async_event_sources(void) { return "[\"counting\"]"; }

static int post(plugin* p, const char* name, char* error) {
  uint8_t event[128];
  uint16_t type = ASYNC_EVENT;
  uint32_t length = (uint32_t)strlen(name) + 1;
  put64(event, UINT64_MAX);
  put64(event + 8, UINT64_MAX);
  put32(event + 16, 38 + 4 + length + 4);
  memcpy(event + 20, &type, 2);
  put32(event + 22, 3);
  put32(event + 26, 4);
  put32(event + 30, length);
  put32(event + 34, 4);
  put32(event + 38, 77);
  memcpy(event + 42, name, length);
  memcpy(event + 42 + length, "news", 4);
  return p->handler(p->handler_owner, event, error);
}
static void* tell(void* state) {
  plugin* p = state;
  char error[1024] = "";
  for (int i = 0; i < 3; i++) post(p, "tick", error);
  if (post(p, "unknown", error) == FAILURE) p->log(p->owner, NULL, error, 4);
  if (p->handler(p->handler_owner, NULL, error) == FAILURE) p->log(p->owner, NULL, error, 4);
  return NULL;
}
int plugin_set_async_event_handler(void* state, void* owner, async_handler handler) {
  plugin* p = state;
  if (p->running) { pthread_join(p->thread, NULL); p->running = 0; }
  p->handler = handler;
  p->handler_owner = owner;
  if (!handler) return SUCCESS;
  p->running = 1;
  if (pthread_create(&p->thread, NULL, tell, p)) return FAILURE;
  // The test wants to know what comes first.
  pthread_join(p->thread, NULL);
  p->running = 0;
  return SUCCESS;
}

static uint32_t work(void* state, void* ignored) { (void)ignored; return atomic_fetch_add(&((plugin*)state)->calls, 1) < 4; }
int plugin_capture_open(void* state, const listen_input* input) {
  plugin* p = state;
  p->log(p->owner, NULL, "opened", 6);
  p->routine = input->routines->subscribe(input->owner, work, NULL);
  return p->routine ? SUCCESS : FAILURE;
}
int plugin_capture_close(void* state, const listen_input* input) {
  plugin* p = state;
  // A routine runs until it says that it is done; unsubscribing waits for it.
  while (atomic_load(&p->calls) < 5) { }
  int code = input->routines->unsubscribe(input->owner, p->routine);
  p->log(p->owner, NULL, "closed", 6);
  return code;
}

#ifdef WANTS_TABLE
int plugin_parse_event(void* state, const event_input* input, const void* tables) { (void)state; (void)input; (void)tables; return SUCCESS; }
#endif
