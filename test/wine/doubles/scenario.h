// What the doubles have in common: they answer from an INI file that DESKWARD_SCENARIO names (see test/wine/scenario.ts),
// and write down each call, allocation and release in the file that DESKWARD_CALLS names, one word and one name a line.
#ifndef DESKWARD_SCENARIO_H
#define DESKWARD_SCENARIO_H

#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

static void note(const char *what, const char *name) {
  wchar_t path[MAX_PATH];
  if (!GetEnvironmentVariableW(L"DESKWARD_CALLS", path, MAX_PATH)) return;
  char line[128];
  int length = snprintf(line, sizeof line, "%s %s\n", what, name);
  // One write a line, at the file's end: threads may call at the same time.
  HANDLE file = CreateFileW(path, FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_ALWAYS, 0, NULL);
  DWORD written;
  WriteFile(file, line, (DWORD)length, &written, NULL);
  CloseHandle(file);
}

/** The text of a key; empty where the scenario does not say. @returns whether it says anything. */
static BOOL text_of(const wchar_t *section, const wchar_t *key, wchar_t *text, DWORD size) {
  wchar_t path[MAX_PATH];
  text[0] = 0;
  if (!GetEnvironmentVariableW(L"DESKWARD_SCENARIO", path, MAX_PATH)) return FALSE;
  return GetPrivateProfileStringW(section, key, L"", text, size, path) > 0;
}

/** Decimal, or with 0x. */
static ULONGLONG number_of(const wchar_t *section, const wchar_t *key, ULONGLONG otherwise) {
  wchar_t text[64];
  return text_of(section, key, text, 64) ? _wcstoui64(text, NULL, 0) : otherwise;
}

/** Notes the call; never returns from one that the scenario lets hang. */
static void called(const char *name) {
  note("call", name);
  wchar_t key[64];
  swprintf(key, 64, L"%hs", name);
  if (number_of(L"hang", key, 0)) Sleep(INFINITE);
}

#define MARK 0x57204B4144ull

/** Zeroed memory that the caller has to give back, with `release`. */
__attribute__((unused)) static void *allocate(size_t size, const char *name) {
  note("allocate", name);
  ULONGLONG *block = calloc(1, 16 + size);
  block[0] = MARK;
  block[1] = size;
  return block + 2;
}

__attribute__((unused)) static BOOL is_ours(void *memory) { return ((ULONGLONG *)memory)[-2] == MARK; }

/** @returns whether it was allocated here and not yet given back. */
__attribute__((unused)) static BOOL release(void *memory, const char *name) {
  ULONGLONG *block = (ULONGLONG *)memory - 2;
  if (!is_ours(memory)) {
    note("wrong-release", name);
    return FALSE;
  }
  note("release", name);
  // Who still reads it reads this, and does not take it for an answer. Kept: a second release must be seen as one.
  memset(memory, 0xDD, block[1]);
  block[0] = 0;
  return TRUE;
}

/** A text of the scenario in memory of its own that lives as long as the process, or NULL where it says nothing. */
__attribute__((unused)) static wchar_t *lasting_text(const wchar_t *section, const wchar_t *key) {
  wchar_t text[1024];
  return text_of(section, key, text, 1024) ? _wcsdup(text) : NULL;
}

#endif
