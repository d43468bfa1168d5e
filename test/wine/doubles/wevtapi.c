// A wevtapi.dll whose channels have the newest events of the scenario, one each: [events] CHANNEL=XML, or error.CHANNEL=CODE.
#include "scenario.h"
#include <winevt.h>

#define EXPORT __declspec(dllexport)

struct Handle {
  wchar_t xml[4096];
  BOOL told;
};

static struct Handle *make(const char *name) { return allocate(sizeof(struct Handle), name); }

EXPORT EVT_HANDLE WINAPI EvtQuery(EVT_HANDLE session, LPCWSTR channel, LPCWSTR query, DWORD flags) {
  called("EvtQuery");
  wchar_t key[256], text[4096];
  swprintf(key, 256, L"error.%ls", channel);
  DWORD error = (DWORD)number_of(L"events", key, 0);
  BOOL there = text_of(L"events", channel, text, 4096);
  // The newest first, of a channel: else it would be the oldest, or a file.
  if (session != NULL || flags != (EvtQueryChannelPath | EvtQueryReverseDirection) || wcsstr(query, L"*[System[") == NULL)
    error = ERROR_INVALID_PARAMETER;
  if (error == 0 && !there) error = 15007; // ERROR_EVT_CHANNEL_NOT_FOUND
  SetLastError(error);
  if (error != 0) return NULL;
  struct Handle *results = make("EVT_HANDLE");
  wcscpy(results->xml, text);
  results->told = wcscmp(text, L"none") == 0;
  return (EVT_HANDLE)results;
}

EXPORT BOOL WINAPI EvtNext(EVT_HANDLE handle, DWORD size, EVT_HANDLE *events, DWORD wait, DWORD flags, PDWORD count) {
  called("EvtNext");
  struct Handle *results = (struct Handle *)handle;
  *count = 0;
  SetLastError(!is_ours(results) || size != 1 || flags != 0 || wait == 0 ? ERROR_INVALID_PARAMETER : ERROR_NO_MORE_ITEMS);
  if (!is_ours(results) || size != 1 || results->told) return FALSE;
  results->told = TRUE;
  struct Handle *event = make("EVT_HANDLE");
  wcscpy(event->xml, results->xml);
  events[0] = (EVT_HANDLE)event;
  *count = 1;
  return TRUE;
}

EXPORT BOOL WINAPI EvtRender(EVT_HANDLE context, EVT_HANDLE handle, DWORD flags, DWORD size, PVOID buffer, PDWORD used,
                             PDWORD properties) {
  called("EvtRender");
  struct Handle *event = (struct Handle *)handle;
  DWORD bytes = (DWORD)((wcslen(event->xml) + 1) * sizeof(wchar_t));
  *used = bytes;
  *properties = 0;
  SetLastError(size < bytes ? ERROR_INSUFFICIENT_BUFFER : ERROR_INVALID_PARAMETER);
  if (context != NULL || !is_ours(event) || flags != EvtRenderEventXml || size < bytes) return FALSE;
  memcpy(buffer, event->xml, bytes);
  return TRUE;
}

EXPORT BOOL WINAPI EvtClose(EVT_HANDLE handle) { return release(handle, "EVT_HANDLE"); }
