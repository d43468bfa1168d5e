// A wtsapi32.dll that knows the session of the scenario: who is in front of it, and whether it is locked.
#include "scenario.h"
#include "session-info.h"

#define EXPORT __declspec(dllexport)

EXPORT BOOL WINAPI WTSQuerySessionInformationW(HANDLE server, DWORD session, WTS_INFO_CLASS what, LPWSTR *buffer,
                                               DWORD *bytes) {
  called("WTSQuerySessionInformationW");
  DWORD error = (DWORD)number_of(L"desktop", L"error", 0);
  // The caller's own session, on this computer.
  if (server != WTS_CURRENT_SERVER_HANDLE || session != WTS_CURRENT_SESSION || (int)what != WTSSessionInfoEx)
    error = ERROR_INVALID_PARAMETER;
  SetLastError(error);
  if (error != 0) return FALSE;
  WTSINFOEXW *info = allocate(sizeof *info, "WTSQuerySessionInformationW");
  info->Level = (DWORD)number_of(L"desktop", L"level", 1);
  info->Data.WTSInfoExLevel1.SessionId = (ULONG)number_of(L"desktop", L"session", 1);
  info->Data.WTSInfoExLevel1.SessionState = (WTS_CONNECTSTATE_CLASS)number_of(L"desktop", L"state", WTSActive);
  info->Data.WTSInfoExLevel1.SessionFlags = (LONG)number_of(L"desktop", L"flags", 1);
  *buffer = (LPWSTR)info;
  *bytes = sizeof *info;
  return TRUE;
}

EXPORT void WINAPI WTSFreeMemory(PVOID memory) { release(memory, "WTSFreeMemory"); }
