// A program that does nothing until it is ended: under another name it is what a test says that runs.
#include <windows.h>

int wmain(void) {
  Sleep(INFINITE);
  return 0;
}
