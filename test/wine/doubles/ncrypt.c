// An ncrypt.dll with a TPM in it: keys of ECDSA P-256 that sign by Wine's own bcrypt and outlive the program, in the
// registry below HKCU\Software\Deskward TPM. Whoever deletes that key has cleared the TPM.
#include "scenario.h"
#include <bcrypt.h>
#include <ncrypt.h>

#define EXPORT __declspec(dllexport)

static const wchar_t store[] = L"Software\\Deskward TPM";

typedef struct {
  wchar_t name[260];
  BCRYPT_KEY_HANDLE key;
} Key;

/** The `NAME` of section [tpm]: what the call answers instead of doing anything. */
static SECURITY_STATUS trouble(const char *name) {
  called(name);
  wchar_t key[64];
  swprintf(key, 64, L"%hs", name);
  return (SECURITY_STATUS)number_of(L"tpm", key, ERROR_SUCCESS);
}

static BCRYPT_ALG_HANDLE ecdsa(void) {
  static BCRYPT_ALG_HANDLE algorithm;
  if (algorithm == NULL) BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_ECDSA_P256_ALGORITHM, NULL, 0);
  return algorithm;
}

static Key *new_key(const wchar_t *name) {
  Key *key = allocate(sizeof *key, "key");
  wcsncpy(key->name, name, 259);
  return key;
}

EXPORT SECURITY_STATUS WINAPI NCryptOpenStorageProvider(NCRYPT_PROV_HANDLE *provider, LPCWSTR name, DWORD flags) {
  SECURITY_STATUS status = trouble("NCryptOpenStorageProvider");
  if (status != ERROR_SUCCESS) return status;
  if (wcscmp(name, MS_PLATFORM_CRYPTO_PROVIDER) != 0 || flags != 0) return NTE_BAD_PROVIDER;
  *provider = (NCRYPT_PROV_HANDLE)allocate(8, "provider");
  return ERROR_SUCCESS;
}

EXPORT SECURITY_STATUS WINAPI NCryptCreatePersistedKey(NCRYPT_PROV_HANDLE provider, NCRYPT_KEY_HANDLE *out, LPCWSTR algorithm,
                                                       LPCWSTR name, DWORD legacy, DWORD flags) {
  SECURITY_STATUS status = trouble("NCryptCreatePersistedKey");
  if (status != ERROR_SUCCESS) return status;
  if (!is_ours((void *)provider)) return NTE_INVALID_HANDLE;
  if (wcscmp(algorithm, NCRYPT_ECDSA_P256_ALGORITHM) != 0 || legacy != 0) return NTE_NOT_SUPPORTED;
  // NCRYPT_OVERWRITE_KEY_FLAG is not wanted: no key of ours has the name of another.
  if (flags != 0) return NTE_BAD_FLAGS;
  Key *key = new_key(name);
  BCryptGenerateKeyPair(ecdsa(), &key->key, 256, 0);
  *out = (NCRYPT_KEY_HANDLE)key;
  return ERROR_SUCCESS;
}

/** Only now the key is there, for others too. */
EXPORT SECURITY_STATUS WINAPI NCryptFinalizeKey(NCRYPT_KEY_HANDLE handle, DWORD flags) {
  SECURITY_STATUS status = trouble("NCryptFinalizeKey");
  if (status != ERROR_SUCCESS) return status;
  if (flags != NCRYPT_SILENT_FLAG) return NTE_BAD_FLAGS;
  Key *key = (Key *)handle;
  if (BCryptFinalizeKeyPair(key->key, 0) != 0) return NTE_INTERNAL_ERROR;
  BYTE blob[256];
  ULONG length;
  if (BCryptExportKey(key->key, NULL, BCRYPT_ECCPRIVATE_BLOB, blob, sizeof blob, &length, 0) != 0) return NTE_INTERNAL_ERROR;
  return RegSetKeyValueW(HKEY_CURRENT_USER, store, key->name, REG_BINARY, blob, length) == 0 ? ERROR_SUCCESS : NTE_INTERNAL_ERROR;
}

EXPORT SECURITY_STATUS WINAPI NCryptOpenKey(NCRYPT_PROV_HANDLE provider, NCRYPT_KEY_HANDLE *out, LPCWSTR name, DWORD legacy, DWORD flags) {
  SECURITY_STATUS status = trouble("NCryptOpenKey");
  if (status != ERROR_SUCCESS) return status;
  if (!is_ours((void *)provider)) return NTE_INVALID_HANDLE;
  if (legacy != 0 || flags != NCRYPT_SILENT_FLAG) return NTE_BAD_FLAGS;
  BYTE blob[256];
  DWORD length = sizeof blob;
  if (RegGetValueW(HKEY_CURRENT_USER, store, name, RRF_RT_REG_BINARY, NULL, blob, &length) != 0) return NTE_BAD_KEYSET;
  BCRYPT_KEY_HANDLE read;
  if (BCryptImportKeyPair(ecdsa(), NULL, BCRYPT_ECCPRIVATE_BLOB, &read, blob, length, 0) != 0) return NTE_INTERNAL_ERROR;
  Key *key = new_key(name);
  key->key = read;
  *out = (NCRYPT_KEY_HANDLE)key;
  return ERROR_SUCCESS;
}

EXPORT SECURITY_STATUS WINAPI NCryptExportKey(NCRYPT_KEY_HANDLE handle, NCRYPT_KEY_HANDLE wrapping, LPCWSTR type, NCryptBufferDesc *parameters,
                                              PBYTE output, DWORD size, DWORD *length, DWORD flags) {
  SECURITY_STATUS status = trouble("NCryptExportKey");
  if (status != ERROR_SUCCESS) return status;
  // A TPM gives nobody the private half.
  if (wcscmp(type, BCRYPT_ECCPUBLIC_BLOB) != 0) return NTE_NOT_SUPPORTED;
  if (wrapping != 0 || parameters != NULL || flags != NCRYPT_SILENT_FLAG) return NTE_INVALID_PARAMETER;
  return BCryptExportKey(((Key *)handle)->key, NULL, type, output, size, length, 0) == 0 ? ERROR_SUCCESS : NTE_BUFFER_TOO_SMALL;
}

EXPORT SECURITY_STATUS WINAPI NCryptSignHash(NCRYPT_KEY_HANDLE handle, VOID *padding, PBYTE hash, DWORD hash_length, PBYTE signature,
                                             DWORD size, DWORD *length, DWORD flags) {
  SECURITY_STATUS status = trouble("NCryptSignHash");
  if (status != ERROR_SUCCESS) return status;
  // ECDSA has no padding; SHA-256 is what P-256 signs.
  if (padding != NULL || hash_length != 32 || flags != NCRYPT_SILENT_FLAG) return NTE_INVALID_PARAMETER;
  return BCryptSignHash(((Key *)handle)->key, NULL, hash, hash_length, signature, size, length, 0) == 0 ? ERROR_SUCCESS : NTE_FAIL;
}

EXPORT SECURITY_STATUS WINAPI NCryptFreeObject(NCRYPT_HANDLE handle) {
  return release((void *)handle, "NCryptFreeObject") ? ERROR_SUCCESS : NTE_INVALID_HANDLE;
}

/** The handle is gone with the key. */
EXPORT SECURITY_STATUS WINAPI NCryptDeleteKey(NCRYPT_KEY_HANDLE handle, DWORD flags) {
  SECURITY_STATUS status = trouble("NCryptDeleteKey");
  if (status != ERROR_SUCCESS) return status;
  if (flags != NCRYPT_SILENT_FLAG) return NTE_BAD_FLAGS;
  RegDeleteKeyValueW(HKEY_CURRENT_USER, store, ((Key *)handle)->name);
  return NCryptFreeObject(handle);
}
