// A user32.dll in which the screen saver is set as the scenario says. Everything else is Wine's own: tools/wine forwards
// each export that is not here.
#define _USER32_
#include "scenario.h"

#define EXPORT __declspec(dllexport)

typedef BOOL(WINAPI *ParametersInfo)(UINT, UINT, PVOID, UINT);

static BOOL answer(const wchar_t *key, DWORD *value) {
  called("SystemParametersInfoW");
  wchar_t text[32];
  if (!text_of(L"screen-saver", key, text, 32)) {
    // What Wine says of a parameter that it does not know.
    SetLastError(ERROR_INVALID_SPI_VALUE);
    return FALSE;
  }
  *value = wcstoul(text, NULL, 0);
  return TRUE;
}

EXPORT BOOL WINAPI SystemParametersInfoW(UINT action, UINT number, PVOID value, UINT change) {
  wchar_t text[8];
  BOOL told = text_of(L"screen-saver", L"told", text, 8);
  if (told && action == SPI_GETSCREENSAVEACTIVE) return answer(L"active", value);
  if (told && action == SPI_GETSCREENSAVESECURE) return answer(L"secure", value);
  if (told && action == SPI_GETSCREENSAVETIMEOUT) return answer(L"timeoutSeconds", value);
  FARPROC own = GetProcAddress(GetModuleHandleW(L"wine-user32.dll"), "SystemParametersInfoW");
  return ((ParametersInfo)(void *)own)(action, number, value, change);
}
