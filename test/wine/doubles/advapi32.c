// An advapi32.dll in which this process belongs to the user of the scenario. Everything else is Wine's own: tools/wine
// forwards each export that is not here.
// Its functions are ours, not imported.
#define _ADVAPI32_
#include "scenario.h"
#include <sddl.h>

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
