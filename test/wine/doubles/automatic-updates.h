// IAutomaticUpdates2 and IAutomaticUpdatesResults as the Windows SDK's wuapi.h has them, which mingw-w64 10 has not: the
// first goes on where mingw's own IAutomaticUpdates ends, so that the compiler counts the methods before.
#ifndef DESKWARD_AUTOMATIC_UPDATES_H
#define DESKWARD_AUTOMATIC_UPDATES_H

#include <windows.h>
#include <oaidl.h>
// The GUIDs of the header after it are defined, not only declared.
#include <initguid.h>
#include <wuapi.h>

// {4A2F5C31-CFD9-410E-B7FB-29A653973A0F}
static const IID IID_IAutomaticUpdates2 = {
    0x4a2f5c31, 0xcfd9, 0x410e, {0xb7, 0xfb, 0x29, 0xa6, 0x53, 0x97, 0x3a, 0x0f}};
// {E7A4D634-7942-4DD9-A111-82228BA33901}
static const IID IID_IAutomaticUpdatesResults = {
    0xe7a4d634, 0x7942, 0x4dd9, {0xa1, 0x11, 0x82, 0x22, 0x8b, 0xa3, 0x39, 0x01}};

typedef struct Results Results;

typedef struct {
  IAutomaticUpdatesVtbl first;
  HRESULT(STDMETHODCALLTYPE *get_Results)(IAutomaticUpdates *, Results **);
} AutomaticUpdates2Methods;

typedef struct {
  IDispatchVtbl first;
  HRESULT(STDMETHODCALLTYPE *get_LastSearchSuccessDate)(Results *, VARIANT *);
  HRESULT(STDMETHODCALLTYPE *get_LastInstallationSuccessDate)(Results *, VARIANT *);
} ResultsMethods;

#endif
