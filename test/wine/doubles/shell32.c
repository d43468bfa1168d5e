// A shell32.dll that knows how the drives of the scenario are protected, opens what it is told to by writing it down, and
// tells whether a notification would disturb. Everything else is Wine's own: tools/wine forwards each export that is not here.
#define _SHELL32_
#include "scenario.h"
#include <propsys.h>

#define EXPORT __declspec(dllexport)

// What the double of propsys.dll gives for System.Volume.BitLockerProtection.
static const PROPERTYKEY bitlocker_key = {{0x2d152b40, 0xca39, 0x40db, {0xb2, 0xcc, 0x57, 0x37, 0x25, 0xb2, 0xfe, 0xc5}}, 10};

static const IID unknown_id = {0, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};
static const IID store_id = {0x886d8eeb, 0x8cf2, 0x4446, {0x8d, 0x02, 0xcd, 0xba, 0x1d, 0xbd, 0xcf, 0x99}};

typedef struct {
  const IPropertyStoreVtbl *lpVtbl;
  LONG references;
  wchar_t letter[3];
} Store;

static HRESULT STDMETHODCALLTYPE store_query(IPropertyStore *self, REFIID id, void **object) {
  *object = NULL;
  if (!IsEqualIID(id, &unknown_id) && !IsEqualIID(id, &store_id)) return E_NOINTERFACE;
  self->lpVtbl->AddRef(self);
  *object = self;
  return S_OK;
}

static ULONG STDMETHODCALLTYPE store_add(IPropertyStore *self) {
  return (ULONG)InterlockedIncrement(&((Store *)self)->references);
}

static ULONG STDMETHODCALLTYPE store_release(IPropertyStore *self) {
  LONG left = InterlockedDecrement(&((Store *)self)->references);
  if (left == 0) release(self, "IPropertyStore");
  return (ULONG)left;
}

static HRESULT STDMETHODCALLTYPE store_count(IPropertyStore *self, DWORD *count) {
  (void)self;
  *count = 1;
  return S_OK;
}

static HRESULT STDMETHODCALLTYPE store_at(IPropertyStore *self, DWORD index, PROPERTYKEY *key) {
  (void)self;
  if (index != 0) return E_INVALIDARG;
  *key = bitlocker_key;
  return S_OK;
}

/** `value.C:`, of the type `type.C:` (VT_I4 where it is not said); a property that is not there is VT_EMPTY. */
static HRESULT STDMETHODCALLTYPE store_value(IPropertyStore *self, REFPROPERTYKEY key, PROPVARIANT *value) {
  called("GetValue");
  memset(value, 0, sizeof *value);
  if (!IsEqualGUID(&key->fmtid, &bitlocker_key.fmtid) || key->pid != bitlocker_key.pid) return S_OK;
  wchar_t name[16], text[64];
  swprintf(name, 16, L"value.%ls", ((Store *)self)->letter);
  if (!text_of(L"bitlocker", name, text, 64)) return S_OK;
  swprintf(name, 16, L"type.%ls", ((Store *)self)->letter);
  value->vt = (VARTYPE)number_of(L"bitlocker", name, VT_I4);
  value->lVal = (LONG)wcstol(text, NULL, 0);
  return S_OK;
}

static HRESULT STDMETHODCALLTYPE store_set(IPropertyStore *self, REFPROPERTYKEY key, REFPROPVARIANT value) {
  (void)self, (void)key, (void)value;
  return STG_E_ACCESSDENIED;
}

static HRESULT STDMETHODCALLTYPE store_commit(IPropertyStore *self) {
  (void)self;
  return STG_E_ACCESSDENIED;
}

static const IPropertyStoreVtbl methods = {store_query, store_add,   store_release, store_count,
                                           store_at,    store_value, store_set,     store_commit};

EXPORT HRESULT WINAPI SHGetPropertyStoreFromParsingName(PCWSTR path, IBindCtx *context, GETPROPERTYSTOREFLAGS flags,
                                                       REFIID id, void **object) {
  called("SHGetPropertyStoreFromParsingName");
  (void)context;
  *object = NULL;
  wchar_t name[16];
  swprintf(name, 16, L"error.%lc:", path[0]);
  HRESULT result = (HRESULT)number_of(L"bitlocker", name, S_OK);
  if (FAILED(result)) return result;
  if (flags != GPS_DEFAULT || !IsEqualIID(id, &store_id)) return E_INVALIDARG;
  // A drive's root, as its documentation wants a path.
  if (wcslen(path) != 3 || path[1] != L':' || path[2] != L'\\') return E_INVALIDARG;
  Store *store = allocate(sizeof *store, "IPropertyStore");
  store->lpVtbl = &methods;
  store->references = 1;
  wcsncpy(store->letter, path, 2);
  *object = store;
  return S_OK;
}

/** Notes what was opened, and whether the thread was one that COM objects with a window can live in. */
EXPORT HINSTANCE WINAPI ShellExecuteW(HWND window, LPCWSTR operation, LPCWSTR file, LPCWSTR parameters, LPCWSTR directory,
                                      INT show) {
  called("ShellExecuteW");
  if (window != NULL || wcscmp(operation, L"open") != 0 || directory != NULL || show != SW_SHOWNORMAL)
    return (HINSTANCE)(INT_PTR)SE_ERR_ASSOCINCOMPLETE;
  APTTYPE apartment = APTTYPE_NA;
  APTTYPEQUALIFIER qualifier;
  CoGetApartmentType(&apartment, &qualifier);
  note("apartment", apartment == APTTYPE_STA || apartment == APTTYPE_MAINSTA ? "single" : "other");
  char text[128];
  WideCharToMultiByte(CP_UTF8, 0, file, -1, text, sizeof text, NULL, NULL);
  note("open", text);
  if (parameters != NULL) {
    WideCharToMultiByte(CP_UTF8, 0, parameters, -1, text, sizeof text, NULL, NULL);
    note("with", text);
  }
  return (HINSTANCE)(INT_PTR)number_of(L"shell", L"result", 42);
}

EXPORT HRESULT WINAPI SHQueryUserNotificationState(QUERY_USER_NOTIFICATION_STATE *state) {
  called("SHQueryUserNotificationState");
  HRESULT result = (HRESULT)number_of(L"shell", L"notificationError", S_OK);
  if (SUCCEEDED(result)) *state = (QUERY_USER_NOTIFICATION_STATE)number_of(L"shell", L"notification", 0);
  return result;
}
