// A netapi32.dll that knows the accounts, shares and domain of the scenario.
#include "scenario.h"
#include <lm.h>
#include <sddl.h>

#define EXPORT __declspec(dllexport)

static void section_of(wchar_t *section, const wchar_t *kind, LPCWSTR name) {
  swprintf(section, 300, L"%ls.%ls", kind, name);
}

static NET_API_STATUS user_3(const wchar_t *section, LPCWSTR name, LPBYTE *buffer) {
  USER_INFO_3 *user = allocate(sizeof *user, "NetUserGetInfo");
  user->usri3_name = _wcsdup(name);
  user->usri3_password_age = (DWORD)number_of(section, L"passwordAge", 0);
  user->usri3_priv = USER_PRIV_USER;
  user->usri3_flags = (DWORD)number_of(section, L"flags", 0);
  user->usri3_full_name = lasting_text(section, L"fullName");
  user->usri3_user_id = (DWORD)number_of(section, L"rid", 0);
  user->usri3_password_expired = (DWORD)number_of(section, L"passwordExpired", 0);
  *buffer = (LPBYTE)user;
  return NERR_Success;
}

static NET_API_STATUS user_24(const wchar_t *section, LPBYTE *buffer) {
  USER_INFO_24 *user = allocate(sizeof *user, "NetUserGetInfo");
  user->usri24_internet_identity = (BOOL)number_of(section, L"internetIdentity", 0);
  user->usri24_internet_provider_name = lasting_text(section, L"provider");
  user->usri24_internet_principal_name = lasting_text(section, L"principal");
  *buffer = (LPBYTE)user;
  return NERR_Success;
}

EXPORT NET_API_STATUS WINAPI NetUserGetInfo(LPCWSTR server, LPCWSTR name, DWORD level, LPBYTE *buffer) {
  called("NetUserGetInfo");
  // Another computer's accounts are asked over the network, which may block for long.
  if (server != NULL && server[0] != 0) return RPC_S_SERVER_UNAVAILABLE;
  wchar_t section[300], key[32];
  section_of(section, L"user", name);
  swprintf(key, 32, L"status%lu", level);
  NET_API_STATUS status = (NET_API_STATUS)number_of(section, key, NERR_UserNotFound);
  if (status != NERR_Success) return status;
  if (level == 3) return user_3(section, name, buffer);
  if (level == 24) return user_24(section, buffer);
  return ERROR_INVALID_LEVEL;
}

/** `page` accounts a call, and ERROR_MORE_DATA until the last: what Windows does when all do not fit. */
EXPORT NET_API_STATUS WINAPI NetUserEnum(LPCWSTR server, DWORD level, DWORD filter, LPBYTE *buffer, DWORD wanted,
                                         LPDWORD read, LPDWORD total, PDWORD resume) {
  called("NetUserEnum");
  (void)wanted;
  *buffer = NULL;
  *read = *total = 0;
  if (server != NULL && server[0] != 0) return RPC_S_SERVER_UNAVAILABLE;
  NET_API_STATUS status = (NET_API_STATUS)number_of(L"accounts", L"status", NERR_Success);
  if (status != NERR_Success) return status;
  if (level != 20) return ERROR_INVALID_LEVEL;
  if (filter != FILTER_NORMAL_ACCOUNT) return ERROR_INVALID_PARAMETER;
  DWORD all = (DWORD)number_of(L"accounts", L"count", 0), first = resume ? *resume : 0;
  DWORD page = (DWORD)number_of(L"accounts", L"page", all), left = all - first;
  *read = left < page ? left : page;
  *total = left;
  USER_INFO_20 *users = allocate(*read * sizeof *users, "NetUserEnum");
  for (DWORD i = 0; i < *read; i++) {
    wchar_t section[32];
    swprintf(section, 32, L"account.%lu", first + i);
    users[i].usri20_name = lasting_text(section, L"name");
    users[i].usri20_flags = (DWORD)number_of(section, L"flags", 0);
    users[i].usri20_user_id = (DWORD)number_of(section, L"rid", 0);
  }
  *buffer = (LPBYTE)users;
  if (resume) *resume = first + *read;
  return left > page ? ERROR_MORE_DATA : NERR_Success;
}

/** From words (SDDL), or from its bytes in hexadecimal. */
static PSECURITY_DESCRIPTOR descriptor_of(const wchar_t *section) {
  PSECURITY_DESCRIPTOR descriptor = NULL;
  wchar_t *sddl = lasting_text(section, L"sddl"), *hex = lasting_text(section, L"descriptor");
  if (hex != NULL) {
    BYTE *bytes = calloc(1, wcslen(hex) / 2);
    for (size_t i = 0; i < wcslen(hex) / 2; i++) {
      wchar_t pair[3] = {hex[2 * i], hex[2 * i + 1], 0};
      bytes[i] = (BYTE)wcstoul(pair, NULL, 16);
    }
    return bytes;
  }
  if (sddl) ConvertStringSecurityDescriptorToSecurityDescriptorW(sddl, SDDL_REVISION_1, &descriptor, NULL);
  return descriptor;
}

static void share_section(wchar_t *section, DWORD index) { swprintf(section, 32, L"share.%lu", index); }

static LPBYTE shares_502(DWORD first, DWORD count) {
  SHARE_INFO_502 *shares = allocate(count * sizeof *shares, "NetShareEnum");
  for (DWORD i = 0; i < count; i++) {
    wchar_t section[32];
    share_section(section, first + i);
    shares[i].shi502_netname = lasting_text(section, L"name");
    shares[i].shi502_type = (DWORD)number_of(section, L"type", 0);
    shares[i].shi502_remark = lasting_text(section, L"remark");
    shares[i].shi502_path = lasting_text(section, L"path");
    shares[i].shi502_security_descriptor = descriptor_of(section);
  }
  return (LPBYTE)shares;
}

static LPBYTE shares_2(DWORD first, DWORD count) {
  SHARE_INFO_2 *shares = allocate(count * sizeof *shares, "NetShareEnum");
  for (DWORD i = 0; i < count; i++) {
    wchar_t section[32];
    share_section(section, first + i);
    shares[i].shi2_netname = lasting_text(section, L"name");
    shares[i].shi2_type = (DWORD)number_of(section, L"type", 0);
    shares[i].shi2_remark = lasting_text(section, L"remark");
    shares[i].shi2_path = lasting_text(section, L"path");
  }
  return (LPBYTE)shares;
}

static LPBYTE shares_1(DWORD first, DWORD count) {
  SHARE_INFO_1 *shares = allocate(count * sizeof *shares, "NetShareEnum");
  for (DWORD i = 0; i < count; i++) {
    wchar_t section[32];
    share_section(section, first + i);
    shares[i].shi1_netname = lasting_text(section, L"name");
    shares[i].shi1_type = (DWORD)number_of(section, L"type", 0);
    shares[i].shi1_remark = lasting_text(section, L"remark");
  }
  return (LPBYTE)shares;
}

/** `page` shares a call, and ERROR_MORE_DATA until the last: what Windows does when all do not fit. */
EXPORT NET_API_STATUS WINAPI NetShareEnum(LMSTR server, DWORD level, LPBYTE *buffer, DWORD wanted, LPDWORD read,
                                          LPDWORD total, LPDWORD resume) {
  called("NetShareEnum");
  (void)server, (void)wanted;
  wchar_t key[32];
  swprintf(key, 32, L"status%lu", level);
  *buffer = NULL;
  *read = *total = 0;
  NET_API_STATUS status = (NET_API_STATUS)number_of(L"shares", key, ERROR_NOT_SUPPORTED);
  if (status != NERR_Success) return status;
  DWORD all = (DWORD)number_of(L"shares", L"count", 0), first = resume ? *resume : 0;
  DWORD page = (DWORD)number_of(L"shares", L"page", all), left = all - first;
  *read = left < page ? left : page;
  *total = left;
  *buffer = level == 502 ? shares_502(first, *read) : level == 2 ? shares_2(first, *read) : shares_1(first, *read);
  if (resume) *resume = first + *read;
  return left > page ? ERROR_MORE_DATA : NERR_Success;
}

EXPORT NET_API_STATUS WINAPI NetGetJoinInformation(LPCWSTR server, LPWSTR *name, PNETSETUP_JOIN_STATUS kind) {
  called("NetGetJoinInformation");
  (void)server;
  NET_API_STATUS status = (NET_API_STATUS)number_of(L"join", L"status", NERR_Success);
  if (status != NERR_Success) return status;
  *name = allocate(256 * sizeof(wchar_t), "NetGetJoinInformation");
  text_of(L"join", L"name", *name, 256);
  *kind = (NETSETUP_JOIN_STATUS)number_of(L"join", L"kind", NetSetupWorkgroupName);
  return NERR_Success;
}

EXPORT NET_API_STATUS WINAPI NetApiBufferFree(LPVOID buffer) {
  if (buffer != NULL && !release(buffer, "NetApiBufferFree")) return ERROR_INVALID_PARAMETER;
  return NERR_Success;
}
