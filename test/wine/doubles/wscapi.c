// A wscapi.dll whose Security Center knows the antivirus products and the firewalls of the scenario. Every object and every text that the
// caller has to give back is noted, so that one that it keeps is seen.
#include "scenario.h"
#include "security-center.h"
#include <oleauto.h>

#define EXPORT __declspec(dllexport)

struct Product {
  const ProductMethods *methods;
  LONG references;
  wchar_t section[32];
};

struct ProductList {
  const ProductListMethods *methods;
  LONG references;
  BOOL initialized;
  const wchar_t *section;
  const wchar_t *item;
};

/** One failure for each method, by its name: `get_ProductState=0x80004005`. */
static HRESULT result_of(const wchar_t *section, const char *method) {
  called(method);
  wchar_t key[64];
  swprintf(key, 64, L"%hs", method);
  return (HRESULT)number_of(section, key, S_OK);
}

static HRESULT refuse(void) { return E_NOTIMPL; }

static HRESULT STDMETHODCALLTYPE product_query(Product *self, REFIID id, void **object) {
  *object = NULL;
  if (!IsEqualIID(id, &IID_IUnknown) && !IsEqualIID(id, &IID_IWscProduct)) return E_NOINTERFACE;
  self->methods->AddRef(self);
  *object = self;
  return S_OK;
}

static ULONG STDMETHODCALLTYPE product_add(Product *self) { return (ULONG)InterlockedIncrement(&self->references); }

static ULONG STDMETHODCALLTYPE product_release(Product *self) {
  LONG left = InterlockedDecrement(&self->references);
  if (left == 0) release(self, "IWscProduct");
  return (ULONG)left;
}

/** A BSTR is SysFreeString's to give back, which is not ours to watch: the scenario's tests count nothing here. */
static HRESULT product_text(Product *self, const char *method, const wchar_t *key, BSTR *text) {
  HRESULT result = result_of(self->section, method);
  *text = NULL;
  if (FAILED(result)) return result;
  wchar_t value[1024];
  // NULL is a BSTR too, the empty one.
  if (text_of(self->section, key, value, 1024)) *text = SysAllocString(value);
  return result;
}

static HRESULT product_number(Product *self, const char *method, const wchar_t *key, int *number) {
  HRESULT result = result_of(self->section, method);
  if (SUCCEEDED(result)) *number = (int)number_of(self->section, key, 0);
  return result;
}

static HRESULT STDMETHODCALLTYPE product_name(Product *self, BSTR *text) {
  return product_text(self, "get_ProductName", L"name", text);
}
static HRESULT STDMETHODCALLTYPE product_state(Product *self, int *state) {
  return product_number(self, "get_ProductState", L"state", state);
}
static HRESULT STDMETHODCALLTYPE product_signatures(Product *self, int *status) {
  return product_number(self, "get_SignatureStatus", L"signatureStatus", status);
}
static HRESULT STDMETHODCALLTYPE product_remediation(Product *self, BSTR *text) {
  return product_text(self, "get_RemediationPath", L"remediationPath", text);
}
static HRESULT STDMETHODCALLTYPE product_timestamp(Product *self, BSTR *text) {
  return product_text(self, "get_ProductStateTimestamp", L"timestamp", text);
}
static HRESULT STDMETHODCALLTYPE product_guid(Product *self, BSTR *text) {
  return product_text(self, "get_ProductGuid", L"guid", text);
}
static HRESULT STDMETHODCALLTYPE product_default(Product *self, BOOL *is) {
  return product_number(self, "get_ProductIsDefault", L"isDefault", is);
}

static const ProductMethods product_methods = {
    product_query, product_add, product_release, (void *)refuse, (void *)refuse, (void *)refuse, (void *)refuse,
    product_name, product_state, product_signatures, product_remediation, product_timestamp, product_guid,
    product_default};

static HRESULT STDMETHODCALLTYPE list_query(ProductList *self, REFIID id, void **object) {
  *object = NULL;
  if (!IsEqualIID(id, &IID_IUnknown) && !IsEqualIID(id, &IID_IWSCProductList)) return E_NOINTERFACE;
  self->methods->AddRef(self);
  *object = self;
  return S_OK;
}

static ULONG STDMETHODCALLTYPE list_add(ProductList *self) { return (ULONG)InterlockedIncrement(&self->references); }

static ULONG STDMETHODCALLTYPE list_release(ProductList *self) {
  LONG left = InterlockedDecrement(&self->references);
  if (left == 0) release(self, "IWSCProductList");
  return (ULONG)left;
}

static HRESULT STDMETHODCALLTYPE list_initialize(ProductList *self, ULONG provider) {
  HRESULT result = result_of(L"security-center", "Initialize");
  // One list, one provider (iwscapi.h, IWSCProductList::Initialize).
  BOOL firewall = provider == WSC_SECURITY_PROVIDER_FIREWALL;
  if (self->initialized || (!firewall && provider != WSC_SECURITY_PROVIDER_ANTIVIRUS)) return E_INVALIDARG;
  self->section = firewall ? L"firewalls" : L"security-center";
  self->item = firewall ? L"firewall.%lu" : L"product.%lu";
  self->initialized = SUCCEEDED(result);
  return result;
}

static HRESULT STDMETHODCALLTYPE list_count(ProductList *self, LONG *count) {
  HRESULT result = result_of(L"security-center", "get_Count");
  if (!self->initialized) return E_FAIL;
  if (SUCCEEDED(result)) *count = (LONG)number_of(self->section, L"count", 0);
  return result;
}

static HRESULT STDMETHODCALLTYPE list_item(ProductList *self, ULONG index, Product **item) {
  HRESULT result = result_of(L"security-center", "get_Item");
  *item = NULL;
  if (!self->initialized || index >= number_of(self->section, L"count", 0)) return E_INVALIDARG;
  if (FAILED(result)) return result;
  Product *product = allocate(sizeof *product, "IWscProduct");
  product->methods = &product_methods;
  product->references = 1;
  swprintf(product->section, 32, self->item, index);
  *item = product;
  return result;
}

static const ProductListMethods list_methods = {
    list_query,  list_add, list_release, (void *)refuse, (void *)refuse, (void *)refuse, (void *)refuse,
    list_initialize, list_count, list_item};

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
  HRESULT result = result_of(L"security-center", "CreateInstance");
  if (FAILED(result)) return result;
  ProductList *list = allocate(sizeof *list, "IWSCProductList");
  list->methods = &list_methods;
  list->references = 1;
  result = list_query(list, id, object);
  list_release(list);
  return result;
}

static HRESULT STDMETHODCALLTYPE factory_lock(IClassFactory *self, BOOL lock) {
  (void)self, (void)lock;
  return S_OK;
}

static IClassFactoryVtbl factory_methods = {factory_query, factory_keep, factory_keep, factory_create, factory_lock};
static IClassFactory factory = {&factory_methods};

/** S_FALSE where the scenario says nothing, as where the service does not run: the health is then "poor". */
EXPORT HRESULT WINAPI WscGetSecurityProviderHealth(DWORD providers, int *health) {
  called("WscGetSecurityProviderHealth");
  wchar_t text[16];
  *health = 2;
  if (providers != WSC_SECURITY_PROVIDER_FIREWALL || !text_of(L"firewalls", L"health", text, 16)) return S_FALSE;
  *health = (int)number_of(L"firewalls", L"health", 0);
  return S_OK;
}

EXPORT HRESULT WINAPI DllGetClassObject(REFCLSID class, REFIID id, LPVOID *object) {
  *object = NULL;
  if (!IsEqualCLSID(class, &CLSID_WSCProductList)) return CLASS_E_CLASSNOTAVAILABLE;
  return factory_query(&factory, id, object);
}
