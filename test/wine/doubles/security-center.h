// IWSCProductList and IWscProduct as the Windows SDK's iwscapi.h has them, which mingw-w64 10 has not: the methods in the
// order of that header (learn.microsoft.com, "iwscapi.h"), after the seven of IDispatch.
#ifndef DESKWARD_SECURITY_CENTER_H
#define DESKWARD_SECURITY_CENTER_H

#include <windows.h>
#include <oaidl.h>

// {17072F7B-9ABE-4A74-A261-1EB76B55107A}
static const CLSID CLSID_WSCProductList = {
    0x17072f7b, 0x9abe, 0x4a74, {0xa2, 0x61, 0x1e, 0xb7, 0x6b, 0x55, 0x10, 0x7a}};
// {722A338C-6E8E-4E72-AC27-1417FB0C81C2}
static const IID IID_IWSCProductList = {
    0x722a338c, 0x6e8e, 0x4e72, {0xac, 0x27, 0x14, 0x17, 0xfb, 0x0c, 0x81, 0xc2}};
// {8C38232E-3A45-4A27-92B0-1A16A975F669}
static const IID IID_IWscProduct = {
    0x8c38232e, 0x3a45, 0x4a27, {0x92, 0xb0, 0x1a, 0x16, 0xa9, 0x75, 0xf6, 0x69}};

enum { WSC_SECURITY_PROVIDER_FIREWALL = 1, WSC_SECURITY_PROVIDER_ANTIVIRUS = 4 };

typedef struct Product Product;
typedef struct ProductList ProductList;

// What IDispatch begins with; nobody calls these by their own signature.
#define DISPATCH(Self)                                              \
  HRESULT(STDMETHODCALLTYPE *QueryInterface)(Self *, REFIID, void **); \
  ULONG(STDMETHODCALLTYPE *AddRef)(Self *);                         \
  ULONG(STDMETHODCALLTYPE *Release)(Self *);                        \
  HRESULT(STDMETHODCALLTYPE *GetTypeInfoCount)(Self *, UINT *);     \
  HRESULT(STDMETHODCALLTYPE *GetTypeInfo)(Self *);                  \
  HRESULT(STDMETHODCALLTYPE *GetIDsOfNames)(Self *);                \
  HRESULT(STDMETHODCALLTYPE *Invoke)(Self *);

typedef struct {
  DISPATCH(Product)
  HRESULT(STDMETHODCALLTYPE *get_ProductName)(Product *, BSTR *);
  HRESULT(STDMETHODCALLTYPE *get_ProductState)(Product *, int *);
  HRESULT(STDMETHODCALLTYPE *get_SignatureStatus)(Product *, int *);
  HRESULT(STDMETHODCALLTYPE *get_RemediationPath)(Product *, BSTR *);
  HRESULT(STDMETHODCALLTYPE *get_ProductStateTimestamp)(Product *, BSTR *);
  HRESULT(STDMETHODCALLTYPE *get_ProductGuid)(Product *, BSTR *);
  HRESULT(STDMETHODCALLTYPE *get_ProductIsDefault)(Product *, BOOL *);
} ProductMethods;

typedef struct {
  DISPATCH(ProductList)
  HRESULT(STDMETHODCALLTYPE *Initialize)(ProductList *, ULONG);
  HRESULT(STDMETHODCALLTYPE *get_Count)(ProductList *, LONG *);
  HRESULT(STDMETHODCALLTYPE *get_Item)(ProductList *, ULONG, Product **);
} ProductListMethods;

#endif
