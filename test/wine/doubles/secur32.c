// A secur32.dll that knows the logon session of the scenario.
#include "scenario.h"
#include <sddl.h>
#include <ntsecapi.h>

#define EXPORT __declspec(dllexport)

static LSA_UNICODE_STRING string_of(const wchar_t *key) {
  wchar_t *text = lasting_text(L"session", key);
  LSA_UNICODE_STRING string = {0};
  if (text == NULL) return string;
  string.Buffer = text;
  string.Length = (USHORT)(wcslen(text) * sizeof(wchar_t));
  // Lsass does not promise a zero at the end: put something else there.
  text[wcslen(text)] = L'!';
  string.MaximumLength = string.Length;
  return string;
}

static LARGE_INTEGER time_of(const wchar_t *key) {
  LARGE_INTEGER time;
  time.QuadPart = (LONGLONG)number_of(L"session", key, 0);
  return time;
}

EXPORT NTSTATUS NTAPI LsaGetLogonSessionData(PLUID id, PSECURITY_LOGON_SESSION_DATA *data) {
  called("LsaGetLogonSessionData");
  NTSTATUS status = (NTSTATUS)number_of(L"session", L"status", 0);
  *data = NULL;
  if (status != 0) return status;
  SECURITY_LOGON_SESSION_DATA *session = allocate(sizeof *session, "LsaGetLogonSessionData");
  wchar_t sid[200];
  session->Size = sizeof *session;
  session->LogonId = *id;
  session->UserName = string_of(L"userName");
  session->LogonDomain = string_of(L"logonDomain");
  session->AuthenticationPackage = string_of(L"authenticationPackage");
  session->LogonType = (ULONG)number_of(L"session", L"logonType", 2);
  if (text_of(L"session", L"sid", sid, 200)) ConvertStringSidToSidW(sid, &session->Sid);
  session->PasswordLastSet = time_of(L"passwordLastSet");
  session->PasswordMustChange = time_of(L"passwordMustChange");
  *data = session;
  return 0;
}

EXPORT NTSTATUS NTAPI LsaFreeReturnBuffer(PVOID buffer) {
  return release(buffer, "LsaFreeReturnBuffer") ? 0 : (NTSTATUS)0xC0000005;
}
