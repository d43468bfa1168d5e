// What mingw-w64's wtsapi32.h lacks, as learn.microsoft.com has it (wtsapi32.h: WTSINFOEXW, WTSINFOEX_LEVEL1_W).
#ifndef DESKWARD_SESSION_INFO_H
#define DESKWARD_SESSION_INFO_H

#include <windows.h>
#include <wtsapi32.h>

#define WTSSessionInfoEx 25
#define WINSTATIONNAME_LENGTH 32
#define USERNAME_LENGTH 20
#define DOMAIN_LENGTH 17

typedef struct _WTSINFOEX_LEVEL1_W {
  ULONG SessionId;
  WTS_CONNECTSTATE_CLASS SessionState;
  LONG SessionFlags;
  WCHAR WinStationName[WINSTATIONNAME_LENGTH + 1];
  WCHAR UserName[USERNAME_LENGTH + 1];
  WCHAR DomainName[DOMAIN_LENGTH + 1];
  LARGE_INTEGER LogonTime;
  LARGE_INTEGER ConnectTime;
  LARGE_INTEGER DisconnectTime;
  LARGE_INTEGER LastInputTime;
  LARGE_INTEGER CurrentTime;
  DWORD IncomingBytes;
  DWORD OutgoingBytes;
  DWORD IncomingFrames;
  DWORD OutgoingFrames;
  DWORD IncomingCompressedBytes;
  DWORD OutgoingCompressedBytes;
} WTSINFOEX_LEVEL1_W;

typedef union _WTSINFOEX_LEVEL_W {
  WTSINFOEX_LEVEL1_W WTSInfoExLevel1;
} WTSINFOEX_LEVEL_W;

typedef struct _WTSINFOEXW {
  DWORD Level;
  WTSINFOEX_LEVEL_W Data;
} WTSINFOEXW;

#endif
