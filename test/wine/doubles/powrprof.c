// A powrprof.dll that knows the power scheme of the scenario.
#include "scenario.h"
#include <powrprof.h>

#define EXPORT __declspec(dllexport)

static BOOL has(const wchar_t *key) { return number_of(L"power", key, 0) != 0; }

EXPORT BOOLEAN WINAPI GetPwrCapabilities(PSYSTEM_POWER_CAPABILITIES capabilities) {
  called("GetPwrCapabilities");
  DWORD error = (DWORD)number_of(L"power", L"capabilitiesError", 0);
  SetLastError(error);
  if (error != 0) return FALSE;
  memset(capabilities, 0, sizeof *capabilities);
  // The Windows SDK's winnt.h has FastSystemS4, Hiberboot, WakeAlarmPresent, AoAc where mingw-w64 10 has spare bytes.
  capabilities->spare2[2] = has(L"modernStandby");
  capabilities->SystemS3 = has(L"sleepS3");
  capabilities->SystemS4 = capabilities->HiberFilePresent = has(L"hibernate");
  capabilities->SystemBatteriesPresent = has(L"battery");
  return TRUE;
}

static const GUID scheme = {0x381b4222, 0xf694, 0x41f0, {0x96, 0x85, 0xff, 0x5b, 0xb2, 0x60, 0xdf, 0x2e}};

EXPORT DWORD WINAPI PowerGetActiveScheme(HKEY root, GUID **active) {
  called("PowerGetActiveScheme");
  (void)root;
  DWORD status = (DWORD)number_of(L"power", L"schemeStatus", 0);
  if (status != 0) return status;
  // The caller gives it back with LocalFree (powersetting.h).
  *active = LocalAlloc(LPTR, sizeof scheme);
  **active = scheme;
  return 0;
}

/** `ac.<subgroup>/<setting>`, seconds, or `error.<subgroup>/<setting>`; what the scenario does not tell is not on this computer. */
static DWORD value_of(const wchar_t *source, const GUID *of, const GUID *subgroup, const GUID *setting, DWORD *value) {
  wchar_t sub[40], name[40], key[100];
  if (of == NULL || !IsEqualGUID(of, &scheme)) return ERROR_INVALID_PARAMETER;
  StringFromGUID2(subgroup, sub, 40);
  StringFromGUID2(setting, name, 40);
  swprintf(key, 100, L"error.%.36ls/%.36ls", sub + 1, name + 1);
  DWORD error = (DWORD)number_of(L"power", _wcslwr(key), 0);
  if (error != 0) return error;
  swprintf(key, 100, L"%ls.%.36ls/%.36ls", source, sub + 1, name + 1);
  wchar_t text[32];
  if (!text_of(L"power", _wcslwr(key), text, 32)) return ERROR_FILE_NOT_FOUND;
  *value = wcstoul(text, NULL, 0);
  return 0;
}

EXPORT DWORD WINAPI PowerReadACValueIndex(HKEY root, const GUID *of, const GUID *subgroup, const GUID *setting,
                                          LPDWORD value) {
  called("PowerReadACValueIndex");
  (void)root;
  return value_of(L"ac", of, subgroup, setting, value);
}

EXPORT DWORD WINAPI PowerReadDCValueIndex(HKEY root, const GUID *of, const GUID *subgroup, const GUID *setting,
                                          LPDWORD value) {
  called("PowerReadDCValueIndex");
  (void)root;
  return value_of(L"dc", of, subgroup, setting, value);
}
