// A wuapi.dll whose Automatic Updates has looked and installed when the scenario says. Both objects are noted, so that one
// that the caller keeps is seen.
#include "scenario.h"
#include "automatic-updates.h"
#include <oleauto.h>

#define EXPORT __declspec(dllexport)

// What nobody calls: a table of methods, each of which refuses.
static HRESULT STDMETHODCALLTYPE refuse(void) { return E_NOTIMPL; }

typedef struct {
  const AutomaticUpdates2Methods *methods;
  LONG references;
} Updates;

struct Results {
  const ResultsMethods *methods;
  LONG references;
};

/** One failure for each method, by its name: `get_Results=0x80070422`. */
static HRESULT result_of(const char *method) {
  called(method);
  wchar_t key[64];
  swprintf(key, 64, L"%hs", method);
  return (HRESULT)number_of(L"update-dates", key, S_OK);
}

static HRESULT STDMETHODCALLTYPE results_query(IDispatch *self, REFIID id, void **object) {
  BOOL known = IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IAutomaticUpdatesResults);
  *object = known ? self : NULL;
  if (known) self->lpVtbl->AddRef(self);
  return known ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE results_add(IDispatch *self) {
  return (ULONG)InterlockedIncrement(&((Results *)self)->references);
}

static ULONG STDMETHODCALLTYPE results_release(IDispatch *self) {
  LONG left = InterlockedDecrement(&((Results *)self)->references);
  if (left == 0) release(self, "IAutomaticUpdatesResults");
  return (ULONG)left;
}

/** Days since 1899-12-30, of the type `key.type` (VT_DATE where it is not said); VT_EMPTY where the scenario has no date. */
static HRESULT date_of(const char *method, const wchar_t *key, VARIANT *value) {
  HRESULT result = result_of(method);
  if (FAILED(result)) return result;
  VariantInit(value);
  wchar_t text[64], type[64];
  if (!text_of(L"update-dates", key, text, 64)) return S_OK;
  swprintf(type, 64, L"%ls.type", key);
  V_VT(value) = (VARTYPE)number_of(L"update-dates", type, VT_DATE);
  V_DATE(value) = wcstod(text, NULL);
  return S_OK;
}

static HRESULT STDMETHODCALLTYPE results_searched(Results *self, VARIANT *value) {
  (void)self;
  return date_of("get_LastSearchSuccessDate", L"searched", value);
}

static HRESULT STDMETHODCALLTYPE results_installed(Results *self, VARIANT *value) {
  (void)self;
  return date_of("get_LastInstallationSuccessDate", L"installed", value);
}

static const ResultsMethods results_methods = {
    {results_query, results_add, results_release, (void *)refuse, (void *)refuse, (void *)refuse, (void *)refuse},
    results_searched,
    results_installed};

static HRESULT STDMETHODCALLTYPE updates_query(IAutomaticUpdates *self, REFIID id, void **object) {
  BOOL known = IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IAutomaticUpdates) ||
               (IsEqualIID(id, &IID_IAutomaticUpdates2) && !number_of(L"update-dates", L"first", 0));
  *object = known ? self : NULL;
  if (known) self->lpVtbl->AddRef(self);
  return known ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE updates_add(IAutomaticUpdates *self) {
  return (ULONG)InterlockedIncrement(&((Updates *)self)->references);
}

static ULONG STDMETHODCALLTYPE updates_release(IAutomaticUpdates *self) {
  LONG left = InterlockedDecrement(&((Updates *)self)->references);
  if (left == 0) release(self, "IAutomaticUpdates2");
  return (ULONG)left;
}

static HRESULT STDMETHODCALLTYPE updates_results(IAutomaticUpdates *self, Results **results) {
  (void)self;
  *results = NULL;
  HRESULT result = result_of("get_Results");
  if (FAILED(result)) return result;
  *results = allocate(sizeof **results, "IAutomaticUpdatesResults");
  (*results)->methods = &results_methods;
  (*results)->references = 1;
  return result;
}

static const AutomaticUpdates2Methods updates_methods = {
    {updates_query, updates_add, updates_release, (void *)refuse, (void *)refuse, (void *)refuse, (void *)refuse,
     (void *)refuse, (void *)refuse, (void *)refuse, (void *)refuse, (void *)refuse, (void *)refuse, (void *)refuse},
    updates_results};

static HRESULT STDMETHODCALLTYPE factory_query(IClassFactory *self, REFIID id, void **object) {
  BOOL known = IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IClassFactory);
  *object = known ? self : NULL;
  return known ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE factory_keep(IClassFactory *self) {
  (void)self;
  return 1;
}

static HRESULT STDMETHODCALLTYPE factory_create(IClassFactory *self, IUnknown *outer, REFIID id, void **object) {
  (void)self, (void)outer;
  *object = NULL;
  HRESULT result = result_of("CreateAutomaticUpdates");
  if (FAILED(result)) return result;
  Updates *updates = allocate(sizeof *updates, "IAutomaticUpdates2");
  updates->methods = &updates_methods;
  updates->references = 1;
  result = updates_query((IAutomaticUpdates *)updates, id, object);
  updates_release((IAutomaticUpdates *)updates);
  return result;
}

static HRESULT STDMETHODCALLTYPE factory_lock(IClassFactory *self, BOOL lock) {
  (void)self, (void)lock;
  return S_OK;
}

static IClassFactoryVtbl factory_methods = {factory_query, factory_keep, factory_keep, factory_create, factory_lock};
static IClassFactory factory = {&factory_methods};

EXPORT HRESULT WINAPI DllGetClassObject(REFCLSID class, REFIID id, LPVOID *object) {
  *object = NULL;
  if (!IsEqualCLSID(class, &CLSID_AutomaticUpdates)) return CLASS_E_CLASSNOTAVAILABLE;
  return factory_query(&factory, id, object);
}
