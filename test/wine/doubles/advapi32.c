// An advapi32.dll in which this process belongs to the user of the scenario. Everything else is Wine's own: tools/wine
// forwards each export that is not here.
// Its functions are ours, not imported.
#define _ADVAPI32_
#include "scenario.h"
#include <sddl.h>
#include <ntsecapi.h>

#define EXPORT __declspec(dllexport)

typedef BOOL(WINAPI *TokenInformation)(HANDLE, TOKEN_INFORMATION_CLASS, LPVOID, DWORD, PDWORD);
typedef BOOL(WINAPI *SidFromString)(LPCWSTR, PSID *);

/** A function of Wine's own, under the name that tools/wine gives it. */
static void *own(const char *name) { return (void *)GetProcAddress(GetModuleHandleW(L"wine-advapi32.dll"), name); }

/** TOKEN_USER with the SID behind it, in the caller's buffer. */
static BOOL user_of(PSID sid, TOKEN_USER *user, DWORD size, PDWORD needed) {
  DWORD length = 8 + 4 * ((SID *)sid)->SubAuthorityCount;
  *needed = sizeof *user + length;
  if (size < *needed) {
    SetLastError(ERROR_INSUFFICIENT_BUFFER);
    return FALSE;
  }
  user->User.Attributes = 0;
  user->User.Sid = user + 1;
  memcpy(user->User.Sid, sid, length);
  return TRUE;
}

EXPORT BOOL WINAPI GetTokenInformation(HANDLE token, TOKEN_INFORMATION_CLASS kind, LPVOID data, DWORD size,
                                       PDWORD needed) {
  wchar_t text[200];
  PSID sid;
  if (kind != TokenUser || !text_of(L"token", L"sid", text, 200))
    return ((TokenInformation)own("GetTokenInformation"))(token, kind, data, size, needed);
  called("GetTokenInformation");
  DWORD error = (DWORD)number_of(L"token", L"error", 0);
  if (error != 0 || !((SidFromString)own("ConvertStringSidToSidW"))(text, &sid)) {
    SetLastError(error);
    return FALSE;
  }
  BOOL done = user_of(sid, data, size, needed);
  LocalFree(sid);
  return done;
}

typedef NTSTATUS(NTAPI *QueryPolicy)(LSA_HANDLE, POLICY_INFORMATION_CLASS, PVOID *);
typedef NTSTATUS(NTAPI *FreeMemory)(PVOID);

/** The SID under which this computer's own accounts are numbered. */
EXPORT NTSTATUS NTAPI LsaQueryInformationPolicy(LSA_HANDLE policy, POLICY_INFORMATION_CLASS kind, PVOID *data) {
  wchar_t text[200];
  if (kind != PolicyAccountDomainInformation || !text_of(L"token", L"sid", text, 200))
    return ((QueryPolicy)own("LsaQueryInformationPolicy"))(policy, kind, data);
  called("LsaQueryInformationPolicy");
  // STATUS_ACCESS_DENIED (ntstatus.h): a scenario with a user and without a SID of the computer.
  if (!text_of(L"token", L"machineSid", text, 200)) return (NTSTATUS)0xC0000022;
  POLICY_ACCOUNT_DOMAIN_INFO *info = allocate(sizeof *info, "LsaQueryInformationPolicy");
  ((SidFromString)own("ConvertStringSidToSidW"))(text, &info->DomainSid);
  *data = info;
  return 0;
}

EXPORT NTSTATUS NTAPI LsaFreeMemory(PVOID memory) {
  if (is_ours(memory)) return release(memory, "LsaFreeMemory") ? 0 : (NTSTATUS)0xC0000005;
  return ((FreeMemory)own("LsaFreeMemory"))(memory);
}

typedef BOOL(WINAPI *UserName)(LPWSTR, LPDWORD);

EXPORT BOOL WINAPI GetUserNameW(LPWSTR name, LPDWORD size) {
  wchar_t text[257];
  if (!text_of(L"token", L"name", text, 257)) return ((UserName)own("GetUserNameW"))(name, size);
  DWORD needed = (DWORD)wcslen(text) + 1, given = *size;
  *size = needed;
  if (given < needed) {
    SetLastError(ERROR_INSUFFICIENT_BUFFER);
    return FALSE;
  }
  wcscpy(name, text);
  return TRUE;
}

typedef BOOL(WINAPI *EnumServices)(SC_HANDLE, SC_ENUM_TYPE, DWORD, DWORD, LPBYTE, DWORD, LPDWORD, LPDWORD, LPDWORD,
                                   LPCWSTR);

/** The entries from `first` on that fit, their texts behind each other at the buffer's end. @returns how many. */
static DWORD put_services(wchar_t *lines, DWORD first, LPBYTE buffer, DWORD size, BOOL *all) {
  ENUM_SERVICE_STATUS_PROCESSW *entries = (ENUM_SERVICE_STATUS_PROCESSW *)buffer;
  DWORD index = 0, count = 0;
  LPBYTE texts = buffer + size;
  for (wchar_t *line = lines; *line; line += wcslen(line) + 1, index++) {
    if (index < first) continue;
    wchar_t *equals = wcschr(line, L'=');
    size_t length = (size_t)(equals - line);
    if (texts - (length + 1) * sizeof *line < (LPBYTE)(entries + count + 1)) {
      *all = FALSE;
      return count;
    }
    texts -= (length + 1) * sizeof *line;
    memcpy(texts, line, length * sizeof *line);
    ((wchar_t *)texts)[length] = 0;
    memset(&entries[count], 0, sizeof *entries);
    entries[count].lpServiceName = entries[count].lpDisplayName = (wchar_t *)texts;
    entries[count++].ServiceStatusProcess.dwCurrentState = wcstoul(equals + 1, NULL, 0);
  }
  *all = TRUE;
  return count;
}

/** `[services]` has a line for each: its name and its state. */
EXPORT BOOL WINAPI EnumServicesStatusExW(SC_HANDLE manager, SC_ENUM_TYPE level, DWORD type, DWORD state,
                                         LPBYTE services, DWORD size, LPDWORD needed, LPDWORD count, LPDWORD resume,
                                         LPCWSTR group) {
  static wchar_t lines[32768];
  wchar_t path[MAX_PATH];
  DWORD length = 0;
  if (GetEnvironmentVariableW(L"DESKWARD_SCENARIO", path, MAX_PATH))
    length = GetPrivateProfileSectionW(L"services", lines, 32768, path);
  DWORD error = (DWORD)number_of(L"service-manager", L"error", 0);
  SetLastError(error);
  if (error != 0) return FALSE;
  if (length == 0)
    return ((EnumServices)own("EnumServicesStatusExW"))(manager, level, type, state, services, size, needed, count,
                                                        resume, group);
  called("EnumServicesStatusExW");
  BOOL all;
  DWORD first = resume ? *resume : 0;
  *count = put_services(lines, first, services, size, &all);
  *needed = all ? 0 : size;
  if (resume) *resume = all ? 0 : first + *count;
  if (!all) SetLastError(ERROR_MORE_DATA);
  return all;
}
