// A propsys.dll that knows one property by its name. Everything else is Wine's own: tools/wine forwards each export that is
// not here.
#define _PROPSYS_
#include "scenario.h"
#include <propsys.h>

#define EXPORT __declspec(dllexport)

EXPORT HRESULT WINAPI PSGetPropertyKeyFromName(PCWSTR name, PROPERTYKEY *key) {
  called("PSGetPropertyKeyFromName");
  static const PROPERTYKEY bitlocker = {{0x2d152b40, 0xca39, 0x40db, {0xb2, 0xcc, 0x57, 0x37, 0x25, 0xb2, 0xfe, 0xc5}}, 10};
  // An edition without BitLocker does not know the name.
  if (number_of(L"bitlocker", L"unknownName", 0)) return TYPE_E_ELEMENTNOTFOUND;
  if (wcscmp(name, L"System.Volume.BitLockerProtection") != 0) return TYPE_E_ELEMENTNOTFOUND;
  *key = bitlocker;
  return S_OK;
}
