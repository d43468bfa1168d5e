// An iphlpapi.dll that knows the adapters and routes of the scenario; all else is Wine's own.
#include <winsock2.h>
#include <ws2tcpip.h>
#include "scenario.h"
#include <iphlpapi.h>
#include <objbase.h>

#define EXPORT __declspec(dllexport)

/** Hexadecimal digits as bytes. @returns how many. */
static ULONG bytes_of(const wchar_t *hex, BYTE *bytes, ULONG most) {
  ULONG count = 0;
  for (; count < most && hex[2 * count] != 0; count++) {
    wchar_t pair[3] = {hex[2 * count], hex[2 * count + 1], 0};
    bytes[count] = (BYTE)wcstoul(pair, NULL, 16);
  }
  return count;
}

static void adapter_of(const wchar_t *section, MIB_IF_ROW2 *row) {
  wchar_t text[80];
  row->InterfaceIndex = (NET_IFINDEX)number_of(section, L"index", 0);
  if (text_of(section, L"guid", text, 80)) CLSIDFromString(text, &row->InterfaceGuid);
  text_of(section, L"name", row->Alias, IF_MAX_STRING_SIZE + 1);
  text_of(section, L"address", text, 80);
  row->PhysicalAddressLength = bytes_of(text, row->PermanentPhysicalAddress, IF_MAX_PHYS_ADDRESS_LENGTH);
  memcpy(row->PhysicalAddress, row->PermanentPhysicalAddress, IF_MAX_PHYS_ADDRESS_LENGTH);
  row->Type = (IFTYPE)number_of(section, L"type", 0);
  row->PhysicalMediumType = (NDIS_PHYSICAL_MEDIUM)number_of(section, L"medium", 0);
  row->InterfaceAndOperStatusFlags.HardwareInterface = number_of(section, L"hardware", 0) != 0;
  row->InterfaceAndOperStatusFlags.ConnectorPresent = number_of(section, L"hardware", 0) != 0;
  row->InterfaceAndOperStatusFlags.FilterInterface = number_of(section, L"filter", 0) != 0;
  row->OperStatus = number_of(section, L"up", 0) ? IfOperStatusUp : IfOperStatusDown;
}

EXPORT DWORD WINAPI GetIfTable2(MIB_IF_TABLE2 **table) {
  called("GetIfTable2");
  DWORD status = (DWORD)number_of(L"adapters", L"status", NO_ERROR), count = (DWORD)number_of(L"adapters", L"count", 0);
  if (status != NO_ERROR) return status;
  *table = allocate(offsetof(MIB_IF_TABLE2, Table) + count * sizeof(MIB_IF_ROW2), "GetIfTable2");
  (*table)->NumEntries = count;
  for (DWORD i = 0; i < count; i++) {
    wchar_t section[32];
    swprintf(section, 32, L"adapter.%lu", i);
    adapter_of(section, &(*table)->Table[i]);
  }
  return NO_ERROR;
}

EXPORT DWORD WINAPI GetIpForwardTable2(ADDRESS_FAMILY family, MIB_IPFORWARD_TABLE2 **table) {
  called("GetIpForwardTable2");
  if (family != AF_UNSPEC) return ERROR_INVALID_PARAMETER;
  DWORD status = (DWORD)number_of(L"routes", L"status", NO_ERROR), count = (DWORD)number_of(L"routes", L"count", 0);
  if (status != NO_ERROR) return status;
  *table = allocate(offsetof(MIB_IPFORWARD_TABLE2, Table) + count * sizeof(MIB_IPFORWARD_ROW2), "GetIpForwardTable2");
  (*table)->NumEntries = count;
  for (DWORD i = 0; i < count; i++) {
    wchar_t section[32];
    swprintf(section, 32, L"route.%lu", i);
    (*table)->Table[i].InterfaceIndex = (NET_IFINDEX)number_of(section, L"adapter", 0);
    (*table)->Table[i].DestinationPrefix.PrefixLength = (UINT8)number_of(section, L"prefix", 24);
    (*table)->Table[i].Loopback = number_of(section, L"loopback", 0) != 0;
  }
  return NO_ERROR;
}

EXPORT void WINAPI FreeMibTable(void *table) {
  if (table != NULL) release(table, "FreeMibTable");
}
